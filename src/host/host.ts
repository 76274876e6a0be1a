import type { Buffer } from "node:buffer";
import type { SpanSender, TelemetryTrace } from "../base/telemetry.ts";

/**
 * The world, as an argument: files, processes, clock. `node.ts` is the real one, `memory.ts` the one for tests.
 * Every path is absolute. Every method that fails throws the platform's error (`code` is `ENOENT`, `EACCES`, …)
 * unless it says otherwise.
 */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The system in Go's names: `linux`/`amd64`. */
  readonly goos: string;
  readonly goarch: string;
  readonly pid: number;
  /** Names this process for good: machine, pid and start time (a pid alone is given out again). */
  readonly processId: string;
  /** Whether the process that `processId` names still runs; undefined where that cannot be told from here. */
  isRunning(processId: string): boolean | undefined;
  /** Whether we have a terminal and are what it listens to: no job in the background. */
  inForeground(): boolean;

  readFile(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /** What stands in a file, or comes through a pipe, which can be read only once; piece by piece. */
  readStream(path: string): AsyncIterable<Uint8Array>;
  /** At most `length` bytes from the offset `from` on; fewer, or none, where the file ends before. */
  readRange(path: string, from: number, length: number): Promise<Uint8Array>;
  /**
   * Writes the whole file, or with `append` at its end, making its folder if it is not there; chunks as they come, holding
   * no more than one. If their source fails, what came before stands in the file.
   */
  writeFile(path: string, data: FileData, options?: WriteOptions): Promise<void>;
  /** Names in a folder, sorted, or `[]` where there is none. A link is what it leads to. */
  readDir(path: string): Promise<DirEntry[]>;
  /** What stands at `path`, links followed; undefined where nothing does. */
  stat(path: string): Promise<FileStat | undefined>;
  realPath(path: string): Promise<string>;
  makeDir(path: string): Promise<void>;
  /** Removes a file or a whole folder, also one with read-only folders in it; nothing there is no error. */
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Makes the link `path`, which leads to `target` (relative to its folder, or absolute). */
  symlink(target: string, path: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  /** Every file below a folder, links followed (those that lead nowhere or back up are left out), sorted by path. */
  listTree(path: string, options?: TreeOptions): Promise<TreeFile[]>;
  /** Copies the files that `listTree` lists, everything writable by the owner afterwards. */
  copyTree(from: string, to: string, options?: TreeOptions): Promise<void>;
  /** A new empty folder in `parent` with a name that nobody else has. */
  tempDir(parent: string, prefix: string): Promise<string>;
  /** Bytes free for this user on the file system that holds `path` (or its nearest existing parent). */
  freeSpace(path: string): Promise<number>;

  /** Runs a program to its end and captures its output. A program that is not there gives exit code 127. */
  run(command: Command): Promise<RunResult>;
  /**
   * Runs a program on our own stdin, stdout and stderr, passing signals on: those that a terminal sends (SIGINT,
   * SIGQUIT) reach it through the process group already and are sent on only where there is no terminal.
   * A program that is not there gives exit code 127.
   *
   * With a time limit the program has a session and a process group of its own (so no terminal to control, and no
   * Ctrl-Z). Signals, those of a terminal too, are then sent on to all of the group, and all of it is ended when time
   * is up.
   */
  passThrough(command: Command, limit?: TimeLimit): Promise<PassThroughResult>;
  /**
   * Holds the lock `path` while `work` runs; `onWait` is told once if somebody else has it. The lock of a process
   * that died is taken over after a few seconds; so is that of one that was stopped for long: `work` must stay
   * correct, if slower, when two do it at once.
   */
  withLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T>;
  /**
   * If SIGINT, SIGTERM or SIGHUP arrives: ends the programs started by `run`, calls `cleanup` once, then ends this
   * process as that signal would; a `run` that was cut off never comes back. Returns a function that takes this back.
   */
  onInterrupt(cleanup: () => Promise<void>): () => void;

  /**
   * Asks a web server (`http:`, `https:`) by GET, redirects followed. Any status is an answer; throws an `Error` that names
   * the URL, without its secrets, where there is none, or where its body breaks off or falls silent for long.
   */
  fetch(url: string, headers?: Readonly<Record<string, string>>): Promise<WebAnswer>;

  /** Loads OpenTelemetry's SDK, to send spans of a trace to where the OTEL_* variables of this process say. */
  openTelemetry(trace: TelemetryTrace): Promise<SpanSender>;

  now(): Date;
  /** CLOCK_MONOTONIC in nanoseconds. */
  monotonic(): bigint;
  randomHex(bytes: number): string;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the program; the host's own where absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
  /** Told each line of stderr as it comes (run only). */
  readonly onStderrLine?: (line: string) => void;
  /** Keeps nothing of stderr: for output too large to hold, of which `onStderrLine` takes what it needs (run only). */
  readonly dropStderr?: boolean;
}

/** Success and failure in one shape. `signal` is set if a signal ended it; then `exitCode` is 128 + its number. */
export interface RunResult {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
  readonly durationMs: number;
}

export interface PassThroughResult {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  readonly durationMs: number;
  /** The time limit was reached; however the program ended then. */
  readonly timedOut?: true;
}

/** After `ms` a program and all of its process group get SIGTERM, and what is left of them after `graceMs` SIGKILL. */
export interface TimeLimit {
  readonly ms: number;
  readonly graceMs: number;
}

/** What a web server answered. */
export interface WebAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface WriteOptions {
  readonly mode?: number;
  readonly append?: boolean;
}

export type FileData = string | Uint8Array | AsyncIterable<Uint8Array>;

export interface DirEntry {
  readonly name: string;
  readonly kind: "file" | "dir" | "other";
}

export interface FileStat {
  readonly kind: "file" | "dir" | "other";
  readonly size: number;
  readonly mtimeNs: bigint;
  /** When content or attributes last changed; cannot be set back by hand. */
  readonly ctimeNs: bigint;
  /** Permission bits. */
  readonly mode: number;
}

export interface TreeOptions {
  /** Leaves out a file, or a folder and all below it, by its path below the root of the tree. */
  readonly skip?: (path: string) => boolean;
  /** Takes only those of the files left for which it holds. */
  readonly only?: (path: string) => boolean;
}

/** A file of a tree; `path` is relative to its root, with `/`. */
export interface TreeFile extends FileStat {
  readonly path: string;
}
