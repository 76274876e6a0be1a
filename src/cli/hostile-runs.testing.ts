import fc from "fast-check";
import { expect } from "vitest";
import { exportFormats } from "../export/formats.ts";
import type { Host } from "../host/host.ts";
import { MemoryHost } from "../host/memory.ts";
import { formats } from "../report/format.ts";
import { type Files, realSession } from "./hostile.testing.ts";
import { MemoryIo } from "./io.testing.ts";
import { main } from "./main.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const id = "20260102T030405678Z-9f0c2a";
const other = "20260101T030405678Z-000001";
const costs = "/home/user/.cache/traceinject/costs";

/** Every command that reads sessions, in each of its formats; what most people run first. */
export const commands: readonly (readonly string[])[] = [
  ...formats.map(({ name }) => ["report", "--format", name]),
  ["report", "--rules"],
  ...exportFormats.map(({ name }) => ["export", "--format", name]),
  ["export", "--format", "csv", "--level", "phase"],
  ...["gotrace", "pftrace", "otlp"].map((format) => ["merge", "--format", format, "-o", "/merged"]),
  ["events"],
  ["events", "--format", "text"],
  ["events", "--check"],
  ["diff", other, id],
  ["explain", "*"],
  ["sessions"],
];

/** What a command may take, in milliseconds: a hundred times what it does. */
const mostTime = 10_000;

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** The session, and one before it that is whole; with the files beside its processes as traces of programs. */
export function hostOf(files: Files): MemoryHost {
  const placed = Object.entries(files).map(([path, data]) => [
    path.startsWith("@costs/") ? `${costs}/${path.slice(7)}` : `${sessions}/${id}/${path}`,
    data,
  ]);
  const before = Object.entries(realSession).map(([path, data]) => [`${sessions}/${other}/${path}`, data]);
  return new MemoryHost(Object.fromEntries([...before, ...placed]));
}

export async function run(host: Host, argv: readonly string[]): Promise<Ended> {
  const io = new MemoryIo();
  const begin = performance.now();
  const exitCode = await main(argv, host, io);
  expect(performance.now() - begin, argv.join(" ")).toBeLessThan(mostTime);
  return { exitCode, out: io.out, err: io.err };
}

/** Merging takes the traces of programs and of go as files, too. */
function inFull(argv: readonly string[], files: Files): readonly string[] {
  if (argv[0] !== "merge") return argv;
  const traces = Object.keys(files).filter((path) => /^[^@/]*\.(trace|json)$/.test(path));
  return [...argv, id, ...traces.map((path) => `${sessions}/${id}/${path}`)];
}

export function expectGoodEnd(argv: readonly string[], { exitCode, out, err }: Ended): void {
  const said = `${argv.join(" ")}\n${err}`;
  expect([0, 1, 2], said).toContain(exitCode);
  if (exitCode === 2) expect(err, said).toMatch(/^traceinject: .*\n(cause: .*\n)*remedy: .*\n$/);
  if (exitCode === 1) expect(out + err, said).not.toBe("");
  expect(said).not.toMatch(/\n {4}at |this is a bug/);
  const shown = isForPrograms(argv) ? err : out + err;
  expect(unprintable.exec(shown)?.[0], said).toBe(undefined);
}

/** JSON keeps all characters but its own; a page shows them. */
function isForPrograms(argv: readonly string[]): boolean {
  const [name, ...options] = argv;
  return (
    name === "export" ||
    (name === "events" && options.length === 0) ||
    /json|sarif|html/.test(options[1] ?? "")
  );
}

/** What a terminal would take for more than text. Line breaks and tabs are ours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /.{0,30}[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069].{0,30}/u;

/** Tags of a page, without those of what is drawn in it. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<(script|img|svg|iframe|a|link|style|meta)\b/g)].map(([, tag]) => tag!);
}

/** Runs commands on a session, and looks at how they end and what they write. */
export async function expectGoodEnds(files: Files, chosen: readonly (readonly string[])[]): Promise<void> {
  for (const argv of chosen) {
    const words = inFull(argv, files);
    const ended = await run(hostOf(files), words);
    expectGoodEnd(words, ended);
    if (ended.exitCode === 2 || ended.out === "") continue;
    const format = argv[argv.indexOf("--format") + 1] ?? "";
    if (argv[0] !== "merge" && ["json", "sarif", "chrome", "speedscope", "otlp"].includes(format))
      expect(() => JSON.parse(ended.out), words.join(" ")).not.toThrow();
    if (format === "html") expect(tagsOf(ended.out)).toEqual(await plainTags());
  }
}

/** Those of a page of which nothing is hostile. */
async function plainTags(): Promise<string[]> {
  return tagsOf((await run(hostOf(realSession), ["report", "--format", "html"])).out);
}

/** A real session with some bytes changed, and a command that reads it, `runs` times. */
export async function expectGoodEndsOfChanged(runs: number): Promise<void> {
  const change = fc.record({
    path: fc.constantFrom(...Object.keys(realSession)),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 4 }),
    removed: fc.nat(8),
  });
  const changes = fc.array(change, { minLength: 1, maxLength: 6 });
  const law = fc.asyncProperty(changes, fc.constantFrom(...commands), async (list, argv) =>
    expectGoodEnds(list.reduce<Files>(changed, realSession), [argv]),
  );
  await fc.assert(law, { seed: 20260102, numRuns: runs });
}

interface Change {
  readonly path: string;
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly removed: number;
}

function changed(files: Files, { path, at, bytes, removed }: Change): Files {
  const file = Buffer.from(files[path]!);
  const from = Math.floor(at * file.length);
  return { ...files, [path]: Buffer.concat([file.subarray(0, from), bytes, file.subarray(from + removed)]) };
}
