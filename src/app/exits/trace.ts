import { join } from "node:path";
import type { Host } from "../../host/host.ts";
import { decodeSpanFile } from "../../trace/decode/span.ts";
import { readRuntimeTrace } from "../../trace/runtime/runtime-trace.ts";

/** The variables that ask a compiler for everything in `dir`, without another identity. */
export const traceInto = (dir: string): Record<string, string> => ({
  TRACEINJECT_DIR: dir,
  TRACEINJECT_CACHE: "private",
  TRACEINJECT_RUNTIME_TRACE: "1",
});

/**
 * What is wrong with what one compiler process left in `dir`: it must be a span file and an execution trace, both whole,
 * with that exit code; nothing at all where `exitCode` is undefined.
 */
export async function traceProblems(
  host: Pick<Host, "readDir" | "readBytes">,
  dir: string,
  exitCode: number | undefined,
): Promise<string[]> {
  const names = (await host.readDir(dir)).map(({ name }) => name);
  if (exitCode === undefined) return names.length === 0 ? [] : [`it left ${names.length} files of a trace`];
  const [spans, runtime] = [".span", ".trace"].map((ending) => names.filter((name) => name.endsWith(ending)));
  if (spans?.length !== 1 || runtime?.length !== 1 || names.length !== 2)
    return [`it left ${names.map((name) => name.replace(/^.*\./, ".")).join(" ") || "no trace"}`];
  const [span, trace] = await Promise.all(
    [spans[0]!, runtime[0]!].map((name) => host.readBytes(join(dir, name))),
  );
  return [...spanProblems(span!, exitCode), ...runtimeProblems(trace!)];
}

function spanProblems(bytes: Uint8Array, exitCode: number): string[] {
  const { findings, exit } = decodeSpanFile(bytes);
  const torn = findings.map(({ kind }) => `its span file has ${kind}`);
  if (exit && exit.code !== exitCode)
    return [...torn, `its span file says exit code ${exit.code}, not ${exitCode}`];
  return exit && exit.dropped > 0 ? [...torn, `its span file lacks ${exit.dropped} spans`] : torn;
}

const runtimeProblems = (bytes: Uint8Array): string[] =>
  readRuntimeTrace(bytes).findings.map(({ kind }) => `its execution trace has ${kind}`);
