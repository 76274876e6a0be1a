import { eventsOf, fieldsOf } from "../analysis/recorded-events.ts";
import { compare } from "../analysis/sums.ts";
import { baseName } from "../declarations.ts";
import type { SpanFile } from "../event.ts";
import type { CompileStart } from "../schema.generated.ts";

/** How the inputs of two compiles of one package differ; all sorted, all empty where no difference was recorded. */
export interface InputChanges {
  /** Files by their last names. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Declarations that are new, gone, or of another source. */
  readonly declarations: readonly string[];
  /** Flags, build tags and targets. */
  readonly flags: readonly string[];
}

type Recorded = Pick<SpanFile, "events">;

/** Undefined where one of the two does not say what it was asked for. */
export function inputChanges(before: Recorded, now: Recorded): InputChanges | undefined {
  const [from, to] = [before, now].map(({ events }) => fieldsOf(events, "CompileStart"));
  if (!from || !to) return undefined;
  const [had, has] = [from, to].map(({ files }) => files.map(baseName));
  return {
    added: without(has!, had!),
    removed: without(had!, has!),
    declarations: changed(declared(before), declared(now)),
    flags: changed(asked(from), asked(to)),
  };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name)).sort(compare);
}

type Sources = ReadonlyMap<string, string>;

/** The hash of each declaration; of several with one name (`init`, `_`), of all of them. */
function declared({ events }: Recorded): Sources {
  const hashes = new Map<string, string>();
  for (const { fields } of eventsOf(events, "Declaration"))
    hashes.set(fields.name, [hashes.get(fields.name) ?? "", fields.hash].join(" "));
  return hashes;
}

/** What does not change the result: the folder that is cut from paths, and how many workers compile. */
const harmless = /^(?:trimpath|c)=/;

function asked({ goos, goarch, goarchLevel = "", buildTags, flags }: CompileStart): Sources {
  const named = flags.filter((flag) => !harmless.test(flag)).map((flag) => [nameOf(flag), flag] as const);
  return new Map([
    ["GOOS", goos],
    ["GOARCH", goarch],
    ["architecture level", goarchLevel],
    ["build tags", [...buildTags].sort(compare).join(",")],
    ...named,
  ]);
}

const nameOf = (flag: string): string => `-${flag.split("=", 1)[0]}`;

function changed(before: Sources, now: Sources): string[] {
  const names = new Set([...before.keys(), ...now.keys()]);
  return [...names].filter((name) => before.get(name) !== now.get(name)).sort(compare);
}
