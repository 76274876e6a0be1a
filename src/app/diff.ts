import { dirname, join, resolve } from "node:path";
import { badUsage } from "../base/errors.ts";
import { groupBy } from "../base/group.ts";
import type { Host } from "../host/host.ts";
import { type SessionRecord, sessionsDir } from "../toolchain/session.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { joinProcesses } from "../trace/actions/join.ts";
import { type Diff, diffSessions } from "../trace/diff/diff.ts";
import { type Fact, headerFacts } from "../trace/diff/facts.ts";
import type { Subject } from "../trace/diff/figure.ts";
import {
  comparePasses,
  type FunctionName,
  functionsToCompare,
  PassesWithin,
} from "../trace/diff/function-passes.ts";
import type { CpuTime, SessionFigures } from "../trace/diff/session-figures.ts";
import { Units, unitName } from "../trace/diff/unit.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { type NamedTrace, type Placeable, placeable, type Timeline, timeline } from "../trace/timeline.ts";
import { readTraceFile } from "./read-trace.ts";
import { readActionGraph } from "./session-actions.ts";
import { type NamedTraces, namedTraces } from "./trace-files.ts";

export interface DiffOptions {
  /** Each side: sessions by their ids or folders, folders of sessions, or span files; at least one. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The probability with which chance may pass for a change, between 0 and 1; absent for 0.05. */
  readonly alpha?: number | undefined;
  /** What to compare by; absent for all. */
  readonly by?: readonly Subject[] | undefined;
}

/**
 * Compares two sessions, or two sets of repeated ones. Reads one span file at a time, and holds of each session only its
 * sums. Throws `bad-usage`, `no-session` and `no-traces`.
 */
export async function diff(host: Host, { before, after, alpha = 0.05, by }: DiffOptions): Promise<Diff> {
  if (!(alpha > 0 && alpha < 1))
    throw badUsage(`${alpha} is no probability between 0 and 1`, "The usual one is 0.05.");
  const sides = [];
  for (const names of [before, after]) sides.push(await sessionsOf(host, names));
  const traceFindings: TraceFinding[] = [];
  const read = [];
  for (const sessions of sides) {
    const figures: ReadSession[] = [];
    for (const session of sessions) figures.push(await readSession(host, session, traceFindings));
    read.push(figures);
  }
  const [old, now] = [read[0]!, read[1]!];
  const found = diffSessions(old, now, alpha, by);
  const functions = functionsToCompare(found, [...old, ...now]);
  const [earlier, later] = [
    await passesWithin(
      host,
      old,
      functions.map((one) => one.before),
    ),
    await passesWithin(
      host,
      now,
      functions.map((one) => one.after),
    ),
  ];
  return { ...found, functionPasses: comparePasses(functions, earlier, later, alpha), traceFindings };
}

/** A session added up, and which of its files are of what. */
interface ReadSession extends SessionFigures {
  /** By `unitName`. */
  readonly files: ReadonlyMap<string, readonly UnitFile[]>;
}

interface UnitFile {
  readonly unit: string;
  readonly path: string;
}

/** Reads the files of some packages once more: what passes took in single functions is too much to hold of all. */
async function passesWithin(
  host: Host,
  sessions: readonly ReadSession[],
  functions: readonly FunctionName[],
): Promise<PassesWithin[]> {
  const units = new Set(functions.map((one) => one.package));
  const all: PassesWithin[] = [];
  for (const session of sessions) {
    const passes = new PassesWithin(functions);
    for (const { path } of [...units].flatMap((unit) => session.files.get(unit) ?? []))
      passes.add((await readTraceFile(host, path)).trace);
    all.push(passes);
  }
  return all;
}

interface NamedSession extends NamedTraces {
  /** The id of a recorded session; else what it was called by. */
  readonly name: string;
}

/** Twice the same session would look like one that repeats exactly. */
async function sessionsOf(host: Host, names: readonly string[]): Promise<NamedSession[]> {
  const sessions = new Map<string, NamedSession>();
  for (const given of names)
    for (const name of await expand(host, given)) {
      const traces = await namedTraces(host, [name]);
      const place = traces.dir ?? traces.files[0]!.path;
      if (sessions.has(place))
        throw badUsage(`${name} is named twice on one side`, "Name each session once: it counts as often.");
      const own = traces.build !== undefined && dirname(place) === sessionsDir(host);
      sessions.set(place, { ...traces, name: own ? traces.build : name });
    }
  if (sessions.size === 0)
    throw badUsage("a side has no session", "Name one, or several with commas between.");
  return [...sessions.values()];
}

/** A folder that holds sessions stands for all of them. */
async function expand(host: Host, name: string): Promise<string[]> {
  const dir = resolve(host.cwd, name);
  if (name === "latest" || (await host.stat(dir))?.kind !== "dir" || (await isSession(host, dir)))
    return [name];
  const below = (await host.readDir(dir)).filter(({ kind }) => kind === "dir");
  const sessions = [];
  for (const entry of below) {
    if (await isSession(host, join(dir, entry.name))) sessions.push(join(name, entry.name));
  }
  return sessions.length > 0 ? sessions : [name];
}

async function isSession(host: Host, dir: string): Promise<boolean> {
  const entries = await host.readDir(dir);
  return entries.some(({ kind, name }) =>
    kind === "dir" ? name === "proc" : kind === "file" && name.endsWith(".span"),
  );
}

/** Adds up one file after the other: spans of one are gone before the next is read. */
async function readSession(
  host: Host,
  { name, dir, files, isRunning }: NamedSession,
  findings: TraceFinding[],
): Promise<ReadSession> {
  const units = new Units();
  const read: UnitFile[] = [];
  const traces: NamedTrace<Placeable>[] = [];
  for (const file of files) {
    const { trace } = await readTraceFile(host, file.path, isRunning);
    units.add(trace);
    if (trace.header) read.push({ unit: unitName(trace.header), path: file.path });
    traces.push({ file: file.name, trace: placeable(trace) });
  }
  const line = timeline(traces);
  findings.push(...line.findings.map((finding) => ({ ...finding, file: `${name}/${finding.file}` })));
  const record = dir === undefined ? undefined : await readSessionRecord(host, dir);
  const cpu = dir === undefined ? undefined : await cpuTimes(host, dir, line);
  return {
    name,
    elapsed: line.processes.reduce((last, { end }) => Math.max(last, end), 0),
    facts: { ...headerFacts(line.processes.map(({ header }) => header)), ...(record && recordFacts(record)) },
    ...{ units: units.all, files: groupBy(read, ({ unit }) => unit) },
    ...(cpu && { cpu }),
  };
}

function recordFacts({ toolchain, recording, jobs, command }: SessionRecord): Partial<Record<Fact, string>> {
  const filters = (["packages", "functions", "min"] as const).flatMap((key) =>
    recording[key] === undefined ? [] : [`--${key} ${recording[key]}`],
  );
  return {
    toolchain: toolchain.fingerprint,
    filters: filters.join(" ") || "none",
    command: command.join(" "),
    ...(jobs !== undefined && { slots: String(jobs) }),
  };
}

/** What the commands of go's actions took, by the processes that were traced in them; undefined where go did not tell. */
async function cpuTimes(host: Host, dir: string, line: Timeline<Placeable>): Promise<CpuTime[] | undefined> {
  const graph = await readActionGraph(host, dir);
  if (!graph || graph.actions.length === 0) return undefined;
  const { processes } = joinProcesses(graph, line);
  return graph.actions.flatMap(({ commandUser, commandSystem }, index) => {
    const units = [...new Set(processes[index]!.map(({ header }) => unitName(header)))];
    return units.length > 0 ? [{ units, time: commandUser + commandSystem }] : [];
  });
}
