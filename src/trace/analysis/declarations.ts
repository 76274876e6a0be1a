import type { CompiledFunction, FunctionsOfProcess } from "./functions.ts";
import { compare } from "./sums.ts";
import { readSymbol } from "./symbol.ts";

/** A function as it is declared, with all that was compiled because of it, in whatever package. */
export interface DeclarationRow {
  /** The import path and the name, without type arguments: `slices.SortFunc`, `lib.(*List).Push`. */
  readonly name: string;
  /** Time on workers: `own` and `inlined`. */
  readonly time: number;
  /** In functions that were made from it: itself, its closures, its instances. Without what was inlined into them. */
  readonly own: number;
  /** In other functions, for its body that was inlined there: by its share of their SSA values. */
  readonly inlined: number;
  /** What was done for its functions on the main goroutine. */
  readonly frontEnd: number;
  /** Functions made from it. */
  readonly functions: number;
  /** Different lists of type arguments that it was compiled for; one stands for all that have the same shapes. */
  readonly instances: number;
  /** Functions of other declarations that its body was inlined into. */
  readonly inlinedInto: number;
  /** Machine code of the functions made from it. */
  readonly textBytes: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Counting = Mutable<Omit<DeclarationRow, "instances" | "time">> & {
  /** Lists of shapes. Their wrappers, which pass a dictionary on, are listed apart: each has its own type arguments. */
  readonly shapes: Set<string>;
  readonly others: Set<string>;
};

/** Charges every function's time to declarations; the sum stays the same. The longest first, then by name. */
export function declarationRows(processes: readonly FunctionsOfProcess[]): DeclarationRow[] {
  const rows = new Map<string, Counting>();
  for (const { package: home, functions, works } of processes) {
    for (const one of functions) chargeFunction(rows, one, home);
    for (const { name, time } of works.byFunction)
      rowOf(rows, readSymbol(name, home).declaration).frontEnd += time;
  }
  return [...rows.values()]
    .map(({ shapes, others, ...row }) => ({
      ...{ ...row, time: row.own + row.inlined },
      instances: shapes.size || others.size,
    }))
    .sort((a, b) => b.time - a.time || b.frontEnd - a.frontEnd || compare(a.name, b.name));
}

function chargeFunction(rows: Map<string, Counting>, one: CompiledFunction, home: string): void {
  const { declaration, typeArguments } = readSymbol(one.name, home);
  let own = one.time;
  for (const [from, time] of inlinedTimes(one, declaration, home)) {
    const row = rowOf(rows, from);
    row.inlined += time;
    row.inlinedInto += 1;
    own -= time;
  }
  const row = rowOf(rows, declaration);
  row.own += own;
  row.functions += 1;
  row.textBytes += one.compiled?.textBytes ?? 0;
  if (typeArguments !== "")
    (typeArguments.includes("go.shape.") ? row.shapes : row.others).add(typeArguments);
}

/** What of a function's time is due to bodies of other declarations; whole nanoseconds, so that nothing is lost. */
function inlinedTimes(
  { time, compiled }: CompiledFunction,
  declaration: string,
  home: string,
): Map<string, number> {
  const values = new Map<string, number>();
  let charged = 0;
  for (const charge of compiled?.charged ?? []) {
    const from = readSymbol(charge.declaration, home).declaration;
    values.set(from, (values.get(from) ?? 0) + charge.values);
    charged += charge.values;
  }
  values.delete(declaration);
  const whole = Math.max(charged, compiled?.values ?? 0);
  return new Map([...values].map(([from, part]) => [from, Math.floor((time * part) / whole)]));
}

function rowOf(rows: Map<string, Counting>, name: string): Counting {
  const known = rows.get(name);
  if (known) return known;
  const none = { own: 0, inlined: 0, frontEnd: 0, functions: 0, inlinedInto: 0, textBytes: 0 };
  const row = { name, ...none, shapes: new Set<string>(), others: new Set<string>() };
  rows.set(name, row);
  return row;
}
