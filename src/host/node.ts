import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import { dirname, join } from "node:path";
import { StringDecoder } from "node:string_decoder";
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
  WriteOptions,
} from "./host.ts";
import { endGroup, signalGroup } from "./process-group.ts";
import { fetchUrl } from "./web.ts";

/** The real world. The only place that knows node:fs and node:child_process. */
export function nodeHost(): Host {
  return {
    env: process.env,
    cwd: process.cwd(),
    goos: process.platform === "win32" ? "windows" : process.platform,
    goarch: goarchOf[process.arch] ?? process.arch,
    pid: process.pid,
    processId: `${os.hostname()}/${process.pid}/${startTime(process.pid)}`,
    isRunning,
    inForeground,

    readFile: (path) => fs.promises.readFile(path, "utf8"),
    readBytes: async (path) => fs.readFileSync(path), // half the time of a promise, over the files of a GOROOT
    readStream: (path) => fs.createReadStream(path),
    readRange,
    writeFile,
    readDir,
    stat: async (path) => statOf(path),
    realPath: (path) => fs.promises.realpath(path),
    makeDir: async (path) => void (await fs.promises.mkdir(path, { recursive: true })),
    remove,
    rename: (from, to) => fs.promises.rename(from, to),
    symlink: (target, path) => fs.promises.symlink(target, path),
    chmod: (path, mode) => fs.promises.chmod(path, mode),
    listTree: async (path, options) => listTree(path, options),
    copyTree,
    tempDir,
    freeSpace,

    run,
    passThrough,
    withLock,
    onInterrupt,
    fetch: fetchUrl,
    openTelemetry: async (trace) => (await import("./span-sender.ts")).sdkSender(trace),

    now: () => new Date(),
    monotonic: () => process.hrtime.bigint(),
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
  };
}

const goarchOf: Record<string, string> = { x64: "amd64", ia32: "386", arm64: "arm64", arm: "arm" };

// Processes by name

function isRunning(processId: string): boolean | undefined {
  const [machine, pid, start] = processId.split("/");
  if (machine !== os.hostname()) return undefined;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  return startTime(Number(pid)) === start;
}

/** Clock ticks from boot to the start of the process; empty where there is no /proc. */
function startTime(pid: number): string {
  return procStat(pid)[19] ?? "";
}

/** The fields of /proc/<pid>/stat from `state` on; the program's name before them may hold spaces and parentheses. */
function procStat(pid: number): string[] {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** Whether a process of the group has not ended; where there is no /proc, also whether one has just ended. */
function groupRuns(group: number): boolean {
  if (!signalGroup(group, 0)) return false;
  if (procStat(process.pid).length === 0) return true;
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    const [state, , its] = procStat(Number(pid));
    return its === String(group) && state !== "Z";
  });
}

// Files

async function writeFile(path: string, data: FileData, options: WriteOptions = {}): Promise<void> {
  const { append = false, ...rest } = options;
  await fs.promises.mkdir(dirname(path), { recursive: true });
  await fs.promises.writeFile(path, data, { ...rest, flag: append ? "a" : "w" });
}

async function readRange(path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await fs.promises.open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readDir(path: string): Promise<DirEntry[]> {
  const entries = await fs.promises.readdir(path, { withFileTypes: true }).catch(absentAs([] as fs.Dirent[]));
  const named = entries.map((entry) => ({ name: entry.name, kind: kindOf(entry, join(path, entry.name)) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(entry: fs.Dirent, path: string): DirEntry["kind"] {
  if (entry.isSymbolicLink()) return statOf(path)?.kind ?? "other";
  return entry.isDirectory() ? "dir" : entry.isFile() ? "file" : "other";
}

function statOf(path: string): FileStat | undefined {
  const stat = statIfThere(path);
  if (!stat) return undefined;
  const kind = stat.isDirectory() ? "dir" : stat.isFile() ? "file" : "other";
  const { mtimeNs, ctimeNs } = stat;
  return { kind, size: Number(stat.size), mtimeNs, ctimeNs, mode: Number(stat.mode & 0o7777n) };
}

function statIfThere(path: string): fs.BigIntStats | undefined {
  try {
    return fs.statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === "ENOTDIR" || codeOf(error) === "ELOOP") return undefined;
    throw error;
  }
}

/** Synchronous, because 15,000 files of a GOROOT take 0.1 s this way and 0.3 s by promises. */
function listTree(root: string, options: TreeOptions = {}): TreeFile[] {
  const files: TreeFile[] = [];
  /** `above`: the real paths of the folders on the way down; a link to one of them would never end. */
  const walk = (below: string, above: readonly string[]): void => {
    for (const entry of fs.readdirSync(`${root}/${below}`, { withFileTypes: true })) {
      const path = below + entry.name;
      if (options.skip?.(path)) continue;
      const stat = entry.isDirectory() ? undefined : statOf(`${root}/${path}`);
      if (stat?.kind === "file" && (options.only?.(path) ?? true)) files.push({ path, ...stat });
      if (entry.isDirectory()) walk(`${path}/`, [...above, `${above.at(-1)}/${entry.name}`]);
      if (stat?.kind !== "dir") continue;
      const real = fs.realpathSync(join(root, path));
      if (!above.includes(real)) walk(`${path}/`, [...above, real]);
    }
  };
  walk("", [fs.realpathSync(root)]);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function copyTree(from: string, to: string, options: TreeOptions = {}): Promise<void> {
  const files = listTree(from, options);
  for (const dir of new Set(["", ...files.map((file) => dirname(file.path))])) {
    fs.mkdirSync(join(to, dir), { recursive: true });
  }
  await eachOf(files, 16, async ({ path, mode }) => {
    await fs.promises.copyFile(join(from, path), join(to, path), fs.constants.COPYFILE_FICLONE);
    if ((mode & 0o200) === 0) await fs.promises.chmod(join(to, path), mode | 0o200);
  });
}

/** Runs `work` for every item, `width` at a time. */
async function eachOf<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

async function remove(path: string): Promise<void> {
  try {
    await fs.promises.rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (codeOf(error) !== "EACCES" && codeOf(error) !== "EPERM") throw error;
    makeDirsWritable(path);
    await fs.promises.rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}

function makeDirsWritable(path: string): void {
  if (!fs.lstatSync(path).isDirectory()) return;
  fs.chmodSync(path, 0o700);
  for (const name of fs.readdirSync(path)) makeDirsWritable(join(path, name));
}

async function tempDir(parent: string, prefix: string): Promise<string> {
  await fs.promises.mkdir(parent, { recursive: true });
  return fs.promises.mkdtemp(join(parent, prefix));
}

async function freeSpace(path: string): Promise<number> {
  const stats = await fs.promises.statfs(path).catch(absentAs(undefined));
  return stats ? stats.bavail * stats.bsize : freeSpace(dirname(path));
}

// Programs

/** Programs that `run` started and that have not ended. */
const running = new Set<ChildProcess>();

/** A signal that ends this process has arrived. */
let dying = false;

async function run(command: Command): Promise<RunResult> {
  const start = performance.now();
  const child = spawnCommand(command, "pipe");
  running.add(child);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr, command.onStderrLine, command.dropStderr);
  child.stdin?.on("error", () => {}); // a program may end before it has read its input
  child.stdin?.end(command.input ?? "");
  const { problem, ...end } = await ending(child, command).finally(() => running.delete(child));
  if (dying) await new Promise(() => {}); // nobody shall take the end that we made for a failure of the program
  const stdoutBytes = Buffer.concat(stdout);
  const durationMs = performance.now() - start;
  const text = { stdout: stdoutBytes.toString(), stderr: Buffer.concat(stderr).toString() + problem };
  return { ...end, ...text, stdoutBytes, durationMs };
}

async function passThrough(command: Command, limit?: TimeLimit): Promise<PassThroughResult> {
  const start = performance.now();
  let child: ChildProcess | undefined;
  const sendOn = (signal: NodeJS.Signals): void => {
    if (limit && child?.pid !== undefined) signalGroup(child.pid, signal);
    else if (!fromTerminal(signal)) child?.kill(signal);
  };
  const signals = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, sendOn); // first, or one could end us that comes while we start it
  child = spawnCommand(command, "inherit", limit !== undefined);
  const timeIsUp = startLimit(child, limit);
  const { problem, ...end } = await ending(child, command).finally(() => {
    for (const signal of signals) process.off(signal, sendOn);
  });
  if (problem) process.stderr.write(`${problem}\n`);
  const timedOut = await timeIsUp();
  return { ...end, durationMs: performance.now() - start, ...(timedOut && { timedOut }) };
}

/** Timers of Node hold 31 bits. Who allows for more than 24 days gets 24 days. */
const longestTimer = 2 ** 31 - 1;

/**
 * Ends the process group of `child` when its time is up. The function that is given back is for when the child has
 * ended: it lifts the limit, or waits for the rest of the group to end; and says which of the two.
 */
function startLimit(child: ChildProcess, limit: TimeLimit | undefined): () => Promise<boolean> {
  const { pid } = child;
  if (!limit || pid === undefined) return async () => false;
  let ended: Promise<void> | undefined;
  const end = (): void => {
    ended = endGroup(pid, limit.graceMs, groupRuns);
  };
  const timer = setTimeout(end, Math.min(limit.ms, longestTimer));
  return async () => {
    clearTimeout(timer);
    await ended;
    return ended !== undefined;
  };
}

/** Whether the terminal sends this signal to our whole process group, that is, to our programs as well. */
function fromTerminal(signal: NodeJS.Signals): boolean {
  return (signal === "SIGINT" || signal === "SIGQUIT") && inForeground();
}

function inForeground(): boolean {
  const [, , group, , terminal, foreground] = procStat(process.pid);
  return terminal === undefined ? process.stdin.isTTY === true : terminal !== "0" && group === foreground;
}

/** `ownGroup`: in a process group, and perforce a session, of its own. */
function spawnCommand(command: Command, stdio: SpawnOptions["stdio"], ownGroup = false): ChildProcess {
  const { file, args, cwd, env = process.env } = command;
  return spawn(file, args, { cwd: cwd ?? process.cwd(), env, stdio, detached: ownGroup });
}

interface Ending {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  /** Why it could not be started; empty where it was. */
  readonly problem: string;
}

/** Resolves when the program has ended and its output is complete; a working folder that is not there is an error. */
function ending(child: ChildProcess, command: Command): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      if (child.pid !== undefined) return; // a signal could not be sent; its end is still to come
      if (command.cwd && statOf(command.cwd)?.kind !== "dir") reject(error);
      else if (codeOf(error) === "ENOENT") resolve({ exitCode: 127, problem: error.message });
      else if (codeOf(error) === "EACCES") resolve({ exitCode: 126, problem: error.message });
      else reject(error);
    });
    child.once("close", (code, signal) => {
      if (signal) resolve({ exitCode: 128 + os.constants.signals[signal], signal, problem: "" });
      else if (code !== null && code >= 0) resolve({ exitCode: code, problem: "" });
    });
  });
}

function collect(
  stream: NodeJS.ReadableStream | null,
  onLine?: (line: string) => void,
  drop = false,
): Buffer[] {
  const chunks: Buffer[] = [];
  const lines = onLine && lineSplitter(onLine);
  stream?.on("data", (chunk: Buffer) => {
    if (!drop) chunks.push(chunk);
    lines?.push(chunk);
  });
  stream?.on("end", () => lines?.end());
  return chunks;
}

function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return {
    push(chunk) {
      const lines = (rest + decoder.write(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== "") onLine(rest);
    },
  };
}

// Locks and signals

/** A holder that does not touch its lock for this long is taken for dead. */
const staleMs = 5000;

async function withLock<T>(path: string, work: () => Promise<T>, onWait?: () => void): Promise<T> {
  const { lock } = (await import("proper-lockfile")).default; // late: it installs signal handlers when it is loaded
  await fs.promises.mkdir(dirname(path), { recursive: true });
  // Somebody took us for dead (we were stopped): our work goes on, see Host.withLock.
  const options = {
    lockfilePath: path,
    realpath: false,
    stale: staleMs,
    update: 1000,
    onCompromised: () => {},
  };
  let waited = false;
  for (;;) {
    const release = await lock(path, options).catch(lockedAs(undefined));
    if (release) return work().finally(() => release().catch(() => {})); // the same: it may be no longer ours
    if (!waited) onWait?.();
    waited = true;
    await sleep(200);
  }
}

function onInterrupt(cleanup: () => Promise<void>): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const takeBack = (): void => {
    for (const signal of signals) process.off(signal, interrupted);
  };
  let begun = false;
  async function interrupted(signal: NodeJS.Signals): Promise<void> {
    if (begun) return;
    begun = true;
    await endRunning();
    await cleanup().catch(() => {}); // what cannot be removed now is swept by the next run
    takeBack();
    process.kill(process.pid, signal);
  }
  for (const signal of signals) process.on(signal, interrupted);
  return takeBack;
}

/** Ends the programs that `run` started: politely, and after two seconds by force. */
async function endRunning(): Promise<void> {
  dying = true;
  const children = [...running];
  const gone = Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
  for (const child of children) child.kill("SIGTERM");
  await Promise.race([gone, sleep(2000)]);
  for (const child of running) child.kill("SIGKILL");
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** For `catch`: `value` where the file is not there, any other error thrown on. */
function absentAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === "ENOENT") return value;
    throw error;
  };
}

function lockedAs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === "ELOCKED") return value;
    throw error;
  };
}
