import { sha256 } from "../base/fingerprint.ts";
import { Declarations } from "./declarations.ts";
import { importPathOf, type SpanFile, type SpanHeader } from "./event.ts";
import type { Declaration } from "./schema.generated.ts";
import { withoutMachine } from "./symbol.ts";

/**
 * The ids of what one process compiled, which every build of the same source gives (docs/events.md): 16 hex digits
 * each. Comments, layout, folders and machines change none of them; a changed declaration changes its own id and those
 * of the functions that stand in it.
 */
export class StableIds {
  readonly package: string;
  readonly declarations: Declarations;
  private readonly functions = new Map<string, string>();

  constructor(header: SpanHeader, trace: Pick<SpanFile, "events">) {
    this.package = packageId(importPathOf(header));
    this.declarations = new Declarations(trace, header.package);
  }

  declaration(declared: Pick<Declaration, "name" | "hash">): string {
    return declarationId(this.package, declared);
  }

  function(symbol: string): string {
    const known = this.functions.get(symbol);
    if (known !== undefined) return known;
    const made = functionId(this.package, symbol, this.declarations.enclosing(symbol)?.hash);
    this.functions.set(symbol, made);
    return made;
  }

  /** Of a pass over the function with this symbol. */
  pass(symbol: string, pass: string): string {
    return id("pass", this.function(symbol), pass);
  }

  /** The hash of all declarations, in whatever order; undefined where none is recorded. */
  get source(): string | undefined {
    const { all } = this.declarations;
    if (all.length === 0) return undefined;
    return id("source", ...all.map(({ name, hash }) => `${name} ${hash}`).sort());
  }
}

export function packageId(importPath: string): string {
  return id("package", withoutMachine(importPath));
}

export function declarationId(packageId: string, { name, hash }: Pick<Declaration, "name" | "hash">): string {
  return id("declaration", packageId, name, hash);
}

/** `source` is the hash of the declaration that the function stands in, if it stands in one of its package. */
export function functionId(packageId: string, symbol: string, source = "0"): string {
  return id("function", packageId, withoutMachine(symbol), source);
}

const id = (...parts: readonly string[]): string => sha256(parts.join("\0")).slice(0, 16);
