import { FunctionComparer } from "./facts.ts";
import type { FunctionTables } from "./function.ts";
import type { NamedObject } from "./named.ts";
import { isClosure, withoutClosureNumbers } from "./names.ts";
import { Pairing } from "./pairing.ts";
import type { Side } from "./side.ts";

/**
 * Closures and wrappers that have another number and the same content: an insertion renumbers those behind it. By old
 * name the new one. Only groups (`F.func#`) are looked at in which a name came or went.
 */
export function renumberedClosures(a: Side, b: Side): Map<string, string> {
  const renamed = new Map<string, string>();
  const [groupsA, groupsB] = [closureGroups(a), closureGroups(b)];
  const moved = [...groupsA].filter(([key, group]) => !sameNames(group, groupsB.get(key)));
  if (moved.length === 0) return renamed;
  const comparer = new FunctionComparer(new Pairing(loose(a.named), loose(b.named)), b.quantum);
  for (const [key, before] of moved)
    for (const [from, to] of matched(before, groupsB.get(key) ?? new Map(), comparer))
      if (from !== to) renamed.set(from, to).set(`${from}·f`, `${to}·f`);
  return renamed;
}

/** Closures by name. */
type Group = Map<string, FunctionTables>;

function closureGroups({ named, functions }: Side): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const tables of functions.values()) {
    const name = named.object.name(tables.symbol);
    if (!isClosure(name)) continue;
    const key = withoutClosureNumbers(name);
    const group = groups.get(key) ?? new Map();
    groups.set(key, group.set(name, tables));
  }
  return groups;
}

function sameNames(a: Group, b: Group | undefined): boolean {
  return b !== undefined && a.size === b.size && [...a.keys()].every((name) => b.has(name));
}

/** The same object, its closures named without their numbers: renumbered ones may refer to each other. */
function loose(named: NamedObject): NamedObject {
  return named.renamedBy(withoutClosureNumbers);
}

/**
 * Each closure with the first one of the same content that is not taken, in the order of their numbers. One that has
 * lost its name to another gets a name that nothing else has.
 */
function* matched(before: Group, after: Group, comparer: FunctionComparer): Generator<[string, string]> {
  const free = new Map(inOrder(after));
  const left: string[] = [];
  for (const [from, a] of inOrder(before)) {
    const found = [...free].find(([, b]) => comparer.facts(a, b).length === 0)?.[0];
    if (found === undefined) left.push(from);
    else {
      free.delete(found);
      yield [from, found];
    }
  }
  for (const from of left) yield [from, free.has(from) ? from : `${from} (removed)`];
}

function inOrder(group: Group): [string, FunctionTables][] {
  return [...group].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}
