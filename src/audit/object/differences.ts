import { renumberedClosures } from "./closures.ts";
import type {
  AddedFunction,
  ChangedData,
  ChangedFunction,
  ObjectFunction,
  RenamedFunction,
} from "./comparison.ts";
import { changedData, dataSymbols } from "./data.ts";
import { FunctionComparer } from "./facts.ts";
import { describeFunction, type FunctionTables } from "./function.ts";
import { Pairing } from "./pairing.ts";
import { allReferences, referenceDeltas } from "./references.ts";
import { type Side, sideOf } from "./side.ts";

/** Collects what differs between the objects before and after, pair by pair. */
export class Differences {
  /** How many functions both have, and how many of them are the same in every fact. */
  compared = 0;
  identical = 0;
  readonly instrumented: ObjectFunction[] = [];
  readonly changed: ChangedFunction[] = [];
  readonly renamed: RenamedFunction[] = [];
  readonly added: AddedFunction[] = [];
  readonly removed: ObjectFunction[] = [];
  readonly data: ChangedData[] = [];

  /** An object that nothing corresponds to on the other side. */
  addAlone(side: Side, kind: "added" | "removed"): void {
    for (const tables of side.functions.values()) {
      const one = describe(side, tables);
      if (kind === "added") this.addFunction(side, tables, one);
      else this.removed.push(one);
    }
    for (const symbol of dataSymbols(side).values())
      this.data.push({ package: side.path, name: side.named.object.name(symbol), kind });
  }

  /** Two objects of the same package. Renumbered closures of the first take the names that they have in the second. */
  addPair(first: Side, b: Side): void {
    first.named.rename(renumberedClosures(first, b));
    const a = sideOf(first.named, first.path, first.quantum);
    const pairing = new Pairing(a.named, b.named);
    const comparer = new FunctionComparer(pairing, b.quantum);
    for (const [id, after] of b.functions) {
      const before = a.functions.get(id);
      const described = describe(b, after);
      if (before) this.addFunctions(a, before, b, after, described, comparer);
      else this.addFunction(b, after, described);
    }
    for (const [id, before] of a.functions) if (!b.functions.has(id)) this.removed.push(describe(a, before));
    this.data.push(...changedData(a, b, pairing));
  }

  private addFunction(side: Side, tables: FunctionTables, one: ObjectFunction): void {
    this.instrumented.push(one);
    this.added.push({ ...one, references: allReferences(side, tables) });
  }

  private addFunctions(
    a: Side,
    tablesA: FunctionTables,
    b: Side,
    tablesB: FunctionTables,
    after: ObjectFunction,
    comparer: FunctionComparer,
  ): void {
    const facts = comparer.facts(tablesA, tablesB);
    this.instrumented.push(after);
    this.compared++;
    if (facts.length > 0) {
      const references = referenceDeltas(a, tablesA, b, tablesB);
      this.changed.push({ before: describe(a, tablesA), after, facts, references });
      return;
    }
    this.identical++;
    if (a.named.object.name(tablesA.symbol) !== after.name)
      this.renamed.push({ before: describe(a, tablesA), after });
  }
}

function describe({ named, path, quantum }: Side, tables: FunctionTables): ObjectFunction {
  return describeFunction(named, tables, path, quantum);
}
