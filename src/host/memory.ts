import { dirname, join, resolve } from "node:path";
import type { SpanSender, TelemetryTrace } from "../base/telemetry.ts";
import type {
  Command,
  DirEntry,
  FileData,
  FileStat,
  Host,
  PassThroughResult,
  RunResult,
  TimeLimit,
  TreeFile,
  TreeOptions,
  WebAnswer,
  WriteOptions,
} from "./host.ts";

/** Answers a program's call; what it leaves out is: exit code 0, no output. Undefined: no such program. */
export type Answer = (
  command: Command,
  host: MemoryHost,
) => Partial<RunResult> | undefined | Promise<Partial<RunResult> | undefined>;

/** A web server's answer to a GET: what it leaves out is status 200, no headers, no body. Undefined: there is no such server. */
export type Web = (
  url: string,
  headers: Readonly<Record<string, string>>,
) => (Partial<Omit<WebAnswer, "body">> & { readonly body?: FileData }) | undefined;

export interface MemoryHostOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly goos?: string;
  readonly goarch?: string;
  readonly freeSpace?: number;
  readonly answer?: Answer;
  readonly web?: Web;
  /** Takes the spans that are sent; where it is absent, nobody does. */
  readonly receiver?: (trace: TelemetryTrace) => Promise<SpanSender>;
}

interface MemoryFile {
  readonly data: Buffer;
  readonly mode: number;
  readonly changed: bigint;
}

/**
 * A world for tests: files in a map, programs answered by a function, a clock that moves only by `advance`.
 * A link is an entry of `links`. Folders are there as soon as something is below them.
 */
export class MemoryHost implements Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly goos: string;
  readonly goarch: string;
  readonly pid = 4711;
  readonly processId = "memory/4711/1";
  foreground = true;
  /** Ids of processes other than this one that run. */
  readonly alive = new Set<string>();
  readonly files = new Map<string, MemoryFile>();
  readonly links = new Map<string, string>();
  /** What was run or passed through, in order. */
  readonly ran: Command[] = [];
  /** URLs that were asked for, in order. */
  readonly fetched: string[] = [];
  private readonly dirs = new Set<string>(["/"]);
  private readonly locks = new Map<string, Promise<unknown>>();
  private readonly cleanups = new Set<() => Promise<void>>();
  private readonly options: MemoryHostOptions;
  private milliseconds = Date.UTC(2026, 0, 2, 3, 4, 5);
  private changes = 0n;
  private random = 0;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}, options: MemoryHostOptions = {}) {
    this.options = options;
    this.env = options.env ?? { HOME: "/home/user", PATH: "/usr/bin" };
    this.cwd = options.cwd ?? "/home/user";
    this.goos = options.goos ?? "linux";
    this.goarch = options.goarch ?? "amd64";
    for (const [path, data] of Object.entries(files)) this.put(path, data);
  }

  /** Writes a file at once, e.g. from inside an answer. */
  put(path: string, data: string | Uint8Array, mode = 0o644): void {
    this.files.set(this.real(path), { data: Buffer.from(data), mode, changed: ++this.changes });
  }

  /** Moves the clock. */
  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }

  /** Does what a signal would do, short of ending the process. */
  async interrupt(): Promise<void> {
    for (const cleanup of this.cleanups) await cleanup();
  }

  isRunning(processId: string): boolean | undefined {
    if (!processId.startsWith("memory/")) return undefined;
    return processId === this.processId || this.alive.has(processId);
  }

  inForeground(): boolean {
    return this.foreground;
  }

  async readFile(path: string): Promise<string> {
    return this.file(path).data.toString();
  }

  async readBytes(path: string): Promise<Uint8Array> {
    return this.file(path).data;
  }

  async *readStream(path: string): AsyncGenerator<Uint8Array> {
    yield this.file(path).data;
  }

  async readRange(path: string, from: number, length: number): Promise<Uint8Array> {
    return this.file(path).data.subarray(from, from + length);
  }

  async writeFile(path: string, data: FileData, options: WriteOptions = {}): Promise<void> {
    if (!options.append || !this.files.has(this.real(path))) this.put(path, "", options.mode);
    for await (const chunk of chunksOf(data))
      this.put(path, Buffer.concat([this.file(path).data, chunk]), this.file(path).mode);
  }

  async readDir(path: string): Promise<DirEntry[]> {
    const prefix = this.real(path).replace(/\/?$/, "/");
    const below = this.everything().filter((name) => name.startsWith(prefix) && name !== prefix);
    const names = new Set(below.map((name) => name.slice(prefix.length).split("/")[0] ?? ""));
    return [...names].sort().map((name) => ({ name, kind: this.statNow(prefix + name)?.kind ?? "other" }));
  }

  async stat(path: string): Promise<FileStat | undefined> {
    return this.statNow(path);
  }

  async realPath(path: string): Promise<string> {
    if (!this.statNow(path)) throw absent(path);
    return this.real(path);
  }

  async makeDir(path: string): Promise<void> {
    this.dirs.add(this.real(path));
  }

  async remove(path: string): Promise<void> {
    const inside = (name: string): boolean => name === path || name.startsWith(`${path}/`);
    for (const map of [this.files, this.links, this.dirs]) {
      for (const name of [...map.keys()].filter(inside)) map.delete(name);
    }
  }

  async rename(from: string, to: string): Promise<void> {
    const link = this.links.get(from);
    if (link !== undefined) return this.renameLink(from, to, link);
    const kind = this.statNow(from)?.kind;
    if (!kind) throw absent(from);
    if (kind === "dir" && (await this.readDir(to)).length > 0) throw failure("ENOTEMPTY", to);
    const moved = (name: string): string | undefined =>
      name === from || name.startsWith(`${from}/`) ? to + name.slice(from.length) : undefined;
    rekey(this.files, moved);
    rekey(this.links, moved);
    for (const dir of [...this.dirs]) {
      const target = moved(dir);
      if (target && this.dirs.delete(dir)) this.dirs.add(target);
    }
  }

  private renameLink(from: string, to: string, target: string): void {
    this.links.delete(from);
    this.links.set(to, target);
  }

  async symlink(target: string, path: string): Promise<void> {
    this.links.set(path, resolve(dirname(path), target));
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.files.set(this.real(path), { ...this.file(path), mode });
  }

  async listTree(path: string, options: TreeOptions = {}): Promise<TreeFile[]> {
    if (this.statNow(path)?.kind !== "dir") throw absent(path);
    const files: TreeFile[] = [];
    const walk = async (below: string): Promise<void> => {
      for (const { name, kind } of await this.readDir(join(path, below))) {
        const stat = this.statNow(join(path, below + name));
        if (!stat || options.skip?.(below + name)) continue;
        if (kind === "file" && (options.only?.(below + name) ?? true))
          files.push({ path: below + name, ...stat });
        if (kind === "dir") await walk(`${below}${name}/`);
      }
    };
    await walk("");
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async copyTree(from: string, to: string, options?: TreeOptions): Promise<void> {
    this.dirs.add(to);
    for (const { path, mode } of await this.listTree(from, options)) {
      this.put(join(to, path), this.file(join(from, path)).data, mode | 0o200);
    }
  }

  async tempDir(parent: string, prefix: string): Promise<string> {
    const dir = join(parent, prefix + this.randomHex(3));
    this.dirs.add(dir);
    return dir;
  }

  async freeSpace(): Promise<number> {
    return this.options.freeSpace ?? 2 ** 40;
  }

  async run(command: Command): Promise<RunResult> {
    this.ran.push(command);
    const answer = (await this.options.answer?.(command, this)) ?? {
      exitCode: 127,
      stderr: `spawn ${command.file} ENOENT`,
    };
    const { stdout = "", stderr = "" } = answer;
    for (const line of stderr.split("\n").filter((line) => line !== "")) command.onStderrLine?.(line);
    return { exitCode: 0, stdoutBytes: Buffer.from(stdout), durationMs: 0, ...answer, stdout, stderr };
  }

  /** An answer that advances the clock beyond the limit has run out of time. */
  async passThrough(command: Command, limit?: TimeLimit): Promise<PassThroughResult> {
    const start = this.milliseconds;
    const { exitCode, signal, durationMs } = await this.run(command);
    const timedOut = limit !== undefined && this.milliseconds - start >= limit.ms;
    return { exitCode, durationMs, ...(signal && { signal }), ...(timedOut && { timedOut }) };
  }

  async withLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
    const before = this.locks.get(path);
    if (before) onWait?.();
    const mine = (before ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => {});
    this.locks.set(path, settled);
    return mine.finally(() => this.locks.get(path) === settled && this.locks.delete(path));
  }

  onInterrupt(cleanup: () => Promise<void>): () => void {
    this.cleanups.add(cleanup);
    return () => this.cleanups.delete(cleanup);
  }

  async fetch(url: string, headers: Readonly<Record<string, string>> = {}): Promise<WebAnswer> {
    this.fetched.push(url);
    const answer = this.options.web?.(url, headers);
    if (!answer) throw failure("ENOTFOUND", url);
    return { status: 200, headers: {}, ...answer, body: chunksOf(answer.body ?? "") };
  }

  async openTelemetry(trace: TelemetryTrace): Promise<SpanSender> {
    if (!this.options.receiver) throw failure("ECONNREFUSED", "nobody receives spans");
    return this.options.receiver(trace);
  }

  now(): Date {
    return new Date(this.milliseconds);
  }

  monotonic(): bigint {
    return BigInt(this.milliseconds) * 1_000_000n;
  }

  randomHex(bytes: number): string {
    return (++this.random).toString(16).padStart(2 * bytes, "0");
  }

  private file(path: string): MemoryFile {
    const file = this.files.get(this.real(path));
    if (!file) throw absent(path);
    return file;
  }

  private statNow(path: string): FileStat | undefined {
    const real = this.real(path);
    const file = this.files.get(real);
    const isDir = this.dirs.has(real) || this.everything().some((name) => name.startsWith(`${real}/`));
    if (!file && !isDir) return undefined;
    const { changed = 0n, mode = 0o755, data = Buffer.alloc(0) } = file ?? {};
    return { kind: file ? "file" : "dir", size: data.length, mtimeNs: changed, ctimeNs: changed, mode };
  }

  private everything(): string[] {
    return [...this.files.keys(), ...this.links.keys(), ...this.dirs];
  }

  /** The path with the links on its way followed. */
  private real(path: string): string {
    const target = this.links.get(path);
    if (target !== undefined) return this.real(target);
    const parent = dirname(path);
    return parent === path ? path : join(this.real(parent), path.slice(parent.length));
  }
}

async function* chunksOf(data: FileData): AsyncIterable<Uint8Array> {
  if (typeof data === "string" || data instanceof Uint8Array) yield Buffer.from(data);
  else yield* data;
}

function rekey<T>(map: Map<string, T>, moved: (name: string) => string | undefined): void {
  for (const [name, value] of [...map]) {
    const target = moved(name);
    if (target && map.delete(name)) map.set(target, value);
  }
}

function absent(path: string): NodeJS.ErrnoException {
  return failure("ENOENT", path);
}

function failure(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code, syscall: "open", path });
}
