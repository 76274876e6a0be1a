import type { FunctionPolicy, PackagePolicy, Policy } from "./policy.ts";

/**
 * The policies of patch sets that are applied together, each as `policyOf` leaves it for one build: what any of them allows
 * is allowed. Where several name one function, each speaks for what its own set adds, so their frames add up.
 */
export function combinePolicies(policies: readonly Policy[]): Policy {
  const [only] = policies;
  if (only && policies.length === 1) return only;
  const all = policies.map(withFile);
  return {
    file: undefined,
    functions: merged(
      all.flatMap(({ functions }) => functions),
      ({ symbol }) => symbol,
      mergeFunctions,
    ),
    packages: merged(
      all.flatMap(({ packages }) => packages),
      ({ path }) => path,
      mergePackages,
    ),
    data: all.flatMap(({ data }) => data),
  };
}

/** With the file in every entry, because a line alone does not say where it stands. */
function withFile({ file, functions, packages, data }: Policy): Policy {
  if (file === undefined) return { file, functions, packages, data };
  return {
    file,
    functions: functions.map((entry) => ({
      ...entry,
      file,
      calls: entry.calls.map((call) => ({ ...call, file })),
    })),
    packages: packages.map((entry) => ({ ...entry, file })),
    data: data.map((entry) => ({ ...entry, file })),
  };
}

function merged<T>(entries: readonly T[], key: (entry: T) => string, merge: (a: T, b: T) => T): T[] {
  const byKey = new Map<string, T>();
  for (const entry of entries) {
    const earlier = byKey.get(key(entry));
    byKey.set(key(entry), earlier === undefined ? entry : merge(earlier, entry));
  }
  return [...byKey.values()];
}

function mergeFunctions(a: FunctionPolicy, b: FunctionPolicy): FunctionPolicy {
  const known = new Set(a.calls.map(({ symbol }) => symbol));
  const replaces = [a.replaces, b.replaces].filter((reason) => reason !== undefined).join("; ");
  return {
    ...a,
    reason: `${a.reason}; ${b.reason}`,
    frame: sumOfFrames(a.frame, b.frame),
    calls: [...a.calls, ...b.calls.filter(({ symbol }) => !known.has(symbol))],
    ...(replaces !== "" && { replaces }),
  };
}

function sumOfFrames(a: FunctionPolicy["frame"], b: FunctionPolicy["frame"]): FunctionPolicy["frame"] {
  const of = (frame: FunctionPolicy["frame"], goarch: string): number => frame[goarch] ?? frame.default ?? 0;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((goarch) => [goarch, of(a, goarch) + of(b, goarch)]));
}

/** Sets do not add to one package, so this is one of the release. */
function mergePackages(a: PackagePolicy, b: PackagePolicy): PackagePolicy {
  return { ...a, reason: `${a.reason}; ${b.reason}`, frame: Math.max(a.frame, b.frame) };
}
