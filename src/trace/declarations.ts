import { eventsOf } from "./analysis/recorded-events.ts";
import type { SpanFile } from "./event.ts";
import type { Declaration, FunctionCompiled } from "./schema.generated.ts";
import { namesInPackage } from "./symbol.ts";

/** The declarations of one process's package, and which of them the code of a function stands in. */
export class Declarations {
  /** In the order of the file. */
  readonly all: readonly Declaration[];
  private readonly byName = new Map<string, Declaration[]>();
  private readonly functions: ReadonlyMap<string, FunctionCompiled>;

  constructor(
    { events }: Pick<SpanFile, "events">,
    private readonly packagePath: string,
  ) {
    const compiled = eventsOf(events, "FunctionCompiled");
    this.all = eventsOf(events, "Declaration").map(({ fields }) => fields);
    this.functions = new Map(compiled.map(({ fields }) => [fields.symbol, fields]));
    for (const one of this.all) this.byName.set(one.name, [...(this.byName.get(one.name) ?? []), one]);
  }

  /**
   * The declaration that the function with this symbol stands in: a closure in the function around it, an instance in
   * the generic function, a generated method in its type. Undefined where this package has none: the function is
   * another package's, or of no source.
   */
  enclosing(symbol: string): Declaration | undefined {
    const names = namesInPackage(symbol, this.packagePath);
    if (!names) return undefined;
    const [first = "", second = ""] = names;
    if (first === "init" || first === "glob") return this.initialising(symbol, second);
    return this.byName.get(`${first}.${second}`)?.[0] ?? this.byName.get(first)?.[0];
  }

  /**
   * Functions that run before main have no name of their own: `init.0` is one of many `func init`, `glob..func1` and
   * `init.func1` stand in variables; `init` alone is made from all variables. Only their lines tell.
   */
  private initialising(symbol: string, second: string): Declaration | undefined {
    if (/^\d+$/.test(second)) return this.above(symbol, this.byName.get("init") ?? []);
    return symbol.endsWith(".init") ? undefined : this.above(symbol, this.all);
  }

  /**
   * The last of the declarations that begins at the function's line or above it, in the same file. The compiler writes
   * paths of one file in different ways, but the files of a package have different names.
   */
  private above(symbol: string, declarations: readonly Declaration[]): Declaration | undefined {
    const at = this.functions.get(symbol);
    const above = declarations.filter(
      ({ file, line }) => at && baseName(file) === baseName(at.file) && line <= at.line,
    );
    return above.sort((a, b) => a.line - b.line).at(-1);
  }
}

/** The last name of a path. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
