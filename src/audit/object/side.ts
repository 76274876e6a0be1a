import { type FunctionTables, functionTables, inlinedFunction, inlineNodes } from "./function.ts";
import type { NamedObject } from "./named.ts";

/** One side of a comparison: an object and its functions. */
export interface Side {
  /** Import path of the package. */
  readonly path: string;
  readonly named: NamedObject;
  /** By identity, in the order of the file. */
  readonly functions: ReadonlyMap<number, FunctionTables>;
  /** Bytes that one step of a PC table stands for. */
  readonly quantum: number;
}

export function sideOf(named: NamedObject, path: string, quantum: number): Side {
  return { path, named, functions: functionsOf(named), quantum };
}

/** The packages whose functions are inlined here without their names being in this object. */
export function unnamedPackages({ named, functions }: Side): Set<string> {
  const paths = new Set<string>();
  for (const tables of functions.values())
    for (const node of inlineNodes(named.object, tables)) {
      const path = named.unnamedPackage(node + inlinedFunction);
      if (path !== undefined) paths.add(path);
    }
  return paths;
}

function functionsOf(named: NamedObject): Map<number, FunctionTables> {
  const { object } = named;
  const found = new Map<number, FunctionTables>();
  for (let symbol = 0; symbol < object.definitions; symbol++) {
    if (!object.isFunction(symbol)) continue;
    const tables = functionTables(object, symbol);
    if (tables) found.set(named.id(symbol), tables);
  }
  return found;
}
