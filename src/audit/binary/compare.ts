import { groupBy } from "../../base/group.ts";
import { equalBytes } from "../object/bytes.ts";
import type { GoBinary } from "./binary.ts";
import { compareCode } from "./code.ts";
import type {
  BinaryComparison,
  BinaryFunction,
  BinaryIdentity,
  ChangedBinaryFunction,
} from "./comparison.ts";
import { compareData } from "./data.ts";
import { hasSymbols, sameLayout } from "./layout.ts";
import { isPadding } from "./link.ts";
import type { LinkedFunction } from "./pclntab.ts";
import { type Counterparts, sameTarget, type Verdict } from "./target.ts";

/** What two binaries alone can tell; links, baseline and call frame information need more than them. */
export type FirstLook = Omit<BinaryComparison, "links" | "baseline" | "frameInformation">;

/**
 * Compares every function of two binaries. Almost all code moves when a function is added, so bytes that differ are
 * resolved: a reference to the same function, or to the same data, is no change. Where data has neither a name nor
 * contents that settle it, the function is undecided: neither changed nor the same. Where nothing moved, every byte counts.
 */
export function compareBinaries(stock: GoBinary, instrumented: GoBinary): FirstLook {
  const unlike = unlikeness(stock.identity, instrumented.identity);
  return {
    stock: stock.identity,
    instrumented: instrumented.identity,
    settings: compareSettings(stock.settings, instrumented.settings),
    unlike,
    ...(unlike === undefined ? compareContents(stock, instrumented) : nothingCompared),
  };
}

/** Between releases or platforms everything differs, and each difference would hide the one that matters. */
function unlikeness(stock: BinaryIdentity, instrumented: BinaryIdentity): string | undefined {
  const [before, after] = [stock, instrumented].map(({ goVersion, goos, goarch }) =>
    [goVersion, goos, goarch].join(" "),
  );
  return before === after ? undefined : `one tool is of ${before}, the other of ${after}`;
}

type Contents = Omit<FirstLook, "stock" | "instrumented" | "settings" | "unlike">;

const nothingCompared: Contents = {
  ...{ changed: [], added: [], removed: [], undecided: [], compared: 0 },
  ...{ stripped: [], data: undefined, sameEntry: true, unpadded: [] },
};

function compareContents(stock: GoBinary, instrumented: GoBinary): Contents {
  const counterparts = pair(stock, instrumented);
  const verdictOf = codeVerdict(stock, instrumented, counterparts);
  const pairs = [...counterparts].map(([before, after]) => {
    const code = verdictOf(before, after);
    return { before, after, code, facts: differingFacts(before, after, code) };
  });
  const kept = new Set(counterparts.values());
  return {
    changed: pairs
      .filter(({ facts }) => facts.length > 0)
      .map(changedFunction)
      .sort(byName),
    added: plain(instrumented.functions.filter((one) => !kept.has(one))),
    removed: plain(stock.functions.filter((one) => !counterparts.has(one))),
    undecided: pairs
      .filter(({ code, facts }) => code === "unknown" && facts.length === 0)
      .map(({ after }) => after.name)
      .sort(compareText),
    compared: pairs.length,
    stripped: (["stock", "instrumented"] as const).filter(
      (side) => !hasSymbols({ stock, instrumented }[side]),
    ),
    data: sameLayout(stock, instrumented) ? compareData(stock, instrumented) : undefined,
    sameEntry:
      sameTarget(stock, instrumented, counterparts)(stock.elf.entry, instrumented.elf.entry) === "same-name",
    unpadded: instrumented.functions.filter(({ padding }) => !isPadding(padding)).map(({ name }) => name),
  };
}

function compareSettings(
  stock: GoBinary["settings"],
  instrumented: GoBinary["settings"],
): FirstLook["settings"] {
  const names = [...new Set([...stock.keys(), ...instrumented.keys()])].sort();
  const settings = names.map((name) => ({
    name,
    stock: stock.get(name),
    instrumented: instrumented.get(name),
  }));
  return { compared: names.length, different: settings.filter((one) => one.stock !== one.instrumented) };
}

/**
 * Pairs functions by name; the ABI0 and ABIInternal versions of one share theirs, and keep their order, as instances do
 * where one of the two has no symbols to name their type arguments.
 */
function pair(before: GoBinary, after: GoBinary): Counterparts {
  const isFull = hasSymbols(before) === hasSymbols(after);
  const nameOf = ({ name }: LinkedFunction): string => (isFull ? name : name.replace(/\[.*\]/, "[...]"));
  const waiting = groupBy([...after.functions].reverse(), nameOf);
  const pairs = before.functions.map((one) => [one, waiting.get(nameOf(one))?.pop()] as const);
  return new Map(pairs.filter((two): two is [LinkedFunction, LinkedFunction] => two[1] !== undefined));
}

function codeVerdict(
  stock: GoBinary,
  instrumented: GoBinary,
  counterparts: Counterparts,
): (before: LinkedFunction, after: LinkedFunction) => Verdict {
  if (sameLayout(stock, instrumented))
    return (before, after) => (before.code.equals(after.code) ? "same" : "different");
  const compare = compareCode(stock.identity.goarch);
  const same = sameTarget(stock, instrumented, counterparts);
  return (before, after) => (before.code.equals(after.code) ? "same" : compare(before, after, same));
}

function differingFacts(
  before: LinkedFunction,
  after: LinkedFunction,
  code: Verdict,
): ChangedBinaryFunction["facts"] {
  const facts: ChangedBinaryFunction["facts"][number][] = [];
  if (code === "different") facts.push("code");
  if (before.frame !== after.frame) facts.push("frame");
  if (before.args !== after.args) facts.push("args");
  if (!equalBytes(before.pcsp.bytes, after.pcsp.bytes)) facts.push("pcsp");
  if (!sameFlags(before, after)) facts.push("flags");
  return facts;
}

const sameFlags = (before: LinkedFunction, after: LinkedFunction): boolean =>
  before.funcId === after.funcId &&
  before.funcFlag === after.funcFlag &&
  before.hasDeferReturn === after.hasDeferReturn;

function changedFunction(pair: {
  readonly before: LinkedFunction;
  readonly after: LinkedFunction;
  readonly facts: ChangedBinaryFunction["facts"];
}): ChangedBinaryFunction & { readonly before: BinaryFunction } {
  return { before: plainFunction(pair.before), after: plainFunction(pair.after), facts: pair.facts };
}

const plain = (functions: readonly LinkedFunction[]): BinaryFunction[] =>
  functions.map(plainFunction).sort((a, b) => compareText(a.name, b.name));

const plainFunction = ({ name, size, frame, args }: LinkedFunction): BinaryFunction => ({
  name,
  size,
  frame,
  args,
});

const byName = (a: ChangedBinaryFunction, b: ChangedBinaryFunction): number =>
  compareText(a.before.name, b.before.name);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
