/** What a compiler made of one package. */
export interface CompiledPackage {
  /** Import path; of a package compiled for one program's profile, as go lists it: `fmt [example.com/cmd]`. */
  readonly path: string;
  /** SHA-256 of the whole object file, in hex. */
  readonly object: string;
  /** Hash of the object file but for the build ID in its header, which names the objects of the imports, too. */
  readonly content: string;
  readonly bytes: number;
  /** Its cgo directives name a folder of the GOROOT (`-I dir`), which cmd/go hashes into the build ID. */
  readonly placed?: true;
}

/**
 * How two objects of one package differ: in content, in the build ID of the header only, in that only and because the
 * compilers' GOROOTs lie in different places, or one is not there.
 */
export type ObjectChange = "content" | "header" | "place" | "missing" | "additional";

export interface ObjectDifference {
  readonly path: string;
  readonly change: ObjectChange;
}

export interface ObjectComparison {
  readonly compared: number;
  readonly identical: number;
  /** Size of the objects that are identical, counted once. */
  readonly bytes: number;
  /** In the order of the stock list, additional packages last. */
  readonly differences: readonly ObjectDifference[];
}

/** Compares what two compilers made of the same packages, byte for byte by the hashes of the files. */
export function compareObjects(
  stock: readonly CompiledPackage[],
  other: readonly CompiledPackage[],
): ObjectComparison {
  const others = new Map(other.map((one) => [one.path, one]));
  const known = new Set(stock.map(({ path }) => path));
  const additional = other.filter(({ path }) => !known.has(path));
  const identical = stock.filter(({ path, object }) => others.get(path)?.object === object);
  return {
    compared: stock.length + additional.length,
    identical: identical.length,
    bytes: identical.reduce((sum, { bytes }) => sum + bytes, 0),
    differences: [
      ...stock.flatMap((one) => differenceOf(one, others.get(one.path))),
      ...additional.map(({ path }) => ({ path, change: "additional" as const })),
    ],
  };
}

function differenceOf(stock: CompiledPackage, other: CompiledPackage | undefined): ObjectDifference[] {
  const { path } = stock;
  if (!other) return [{ path, change: "missing" }];
  if (stock.object === other.object) return [];
  if (stock.content !== other.content) return [{ path, change: "content" }];
  return [{ path, change: other.placed ? "place" : "header" }];
}
