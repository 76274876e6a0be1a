/** What a linker symbol says of the source that it was made from. */
export interface SymbolParts {
  /** The function or method as it is declared: without type arguments, and without what is numbered in it. */
  readonly declaration: string;
  /** The type arguments with their brackets, `[go.shape.int]`; empty for what is no instance. */
  readonly typeArguments: string;
}

/** Closures, wrappers of go and defer statements, bodies of range-over-func loops, method values. */
const within = /\.(?:func|gowrap|deferwrap|dwrap)\d.*$|-range\d+.*$|-fm$/;

/**
 * Reads a symbol: `lib.Map[go.shape.int].func1` is of the declaration `lib.Map`. `main` has the name of the package
 * `home`, as each program has its own. Functions that the compiler makes for types (`type:.eq.…`) stand for themselves.
 */
export function readSymbol(symbol: string, home: string): SymbolParts {
  if (/^type[:.]/.test(symbol)) return { declaration: symbol, typeArguments: "" };
  const { outside, inside } = splitBrackets(symbol);
  const declaration = outside.replace(within, "").replace(/^main\./, `${home}.`);
  return { declaration, typeArguments: inside };
}

/** Type arguments nest, and may hold struct tags, in which brackets are text. */
export function splitBrackets(symbol: string): { outside: string; inside: string } {
  if (!symbol.includes("[")) return { outside: symbol, inside: "" };
  let [outside, inside, depth] = ["", "", 0];
  for (const token of symbol.match(/"(?:[^"\\]|\\.)*"|[[\]]|[^"[\]]+|"/g) ?? []) {
    if (token === "[") depth++;
    if (depth > 0) inside += token;
    else outside += token;
    if (token === "]" && depth > 0) depth--;
  }
  return { outside, inside };
}
