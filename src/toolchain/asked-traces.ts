import { resolve } from "node:path";
import { buildFlag, directoryOf, subcommandOf } from "./build-flags.ts";

/** Traces that the user has asked go for. Absolute paths; whether anything is there is not known. */
export interface AskedTraces {
  /** Of the go command itself (`-debug-trace`). */
  readonly goTrace?: string;
  /** The execution trace of the program that go runs (`go test -trace`, or `-trace` of a program of `go run`). */
  readonly programTrace?: string;
}

/** `args`: after the word `go`. A program of `go run` is taken to mean by `-trace` and `-test.trace` what tests do. */
export function askedTraces(args: readonly string[], goflags: string, cwd: string): AskedTraces {
  const dir = resolve(cwd, directoryOf(args) ?? ".");
  const given = (...names: string[]): string | undefined =>
    names.map((name) => buildFlag(name, args, goflags)).find((value) => value !== undefined && value !== "");
  const go = given("debug-trace");
  const program = subcommandOf(args)?.name === "run" ? argumentOf(args) : given("trace", "test.trace");
  const output = given("outputdir", "test.outputdir");
  return {
    ...(go !== undefined && { goTrace: resolve(dir, go) }),
    ...(program !== undefined && { programTrace: resolve(dir, output ?? ".", program) }),
  };
}

/** What a program of `go run` is given for it. */
function argumentOf(args: readonly string[]): string | undefined {
  for (const [at, word] of args.entries()) {
    const [flag, value] = /^--?(?:test\.)?trace(?:=(.*))?$/s.exec(word) ?? [];
    const file = flag === undefined ? undefined : (value ?? args[at + 1]);
    if (file) return file;
  }
  return undefined;
}
