import { type GoVersion, inRange, type VersionRange } from "../base/version.ts";

/** The builds that an entry is for: releases, and GOARCHes; all where nothing is said. */
export interface Scope extends VersionRange {
  readonly goarch?: readonly string[];
}

/** Where an entry stands. */
export interface PolicyPlace {
  /** 1-based. */
  readonly line: number;
  /** Absent in a policy that is one file. */
  readonly file?: string;
}

/** Which functions and data may differ from stock, and how: `policy.yaml` of a patch set. */
export interface Policy {
  /** The file, for findings; undefined where there are several, which the entries name, or none: nothing may change. */
  readonly file: string | undefined;
  readonly functions: readonly FunctionPolicy[];
  readonly packages: readonly PackagePolicy[];
  readonly data: readonly DataPolicy[];
}

export interface FunctionPolicy extends Scope, PolicyPlace {
  /** Linker symbol without closure suffix. It speaks for the function and for its closures and wrappers. */
  readonly symbol: string;
  readonly reason: string;
  /** Bytes that the frame may grow, by GOARCH or `default`; 0 where nothing is said. */
  readonly frame: Readonly<Record<string, number>>;
  /** What it may call, or take the address of, beyond what it did. */
  readonly calls: readonly CallPolicy[];
  /** Why parts of the original may go away; left out: they may not. */
  readonly replaces?: string;
}

export interface CallPolicy extends Scope, PolicyPlace {
  /** Linker symbol of a function or variable. */
  readonly symbol: string;
}

/** A package that the patch set adds, or from which more code comes along with it. */
export interface PackagePolicy extends Scope, PolicyPlace {
  readonly path: string;
  readonly reason: string;
  /** The largest frame that a new function may have. */
  readonly frame: number;
  /** Whether new functions may be NOSPLIT on request (small leaves are by themselves). */
  readonly nosplit: boolean;
  /** A package of the release, as it was distributed, which a tool did not hold before: nothing is asked of its functions. */
  readonly release?: true;
}

/** Data symbols that may differ: `*` stands for any characters. */
export interface DataPolicy extends Scope, PolicyPlace {
  readonly pattern: string;
  readonly reason: string;
}

/** What of a policy is for this release on this architecture. */
export function policyOf(
  { file, functions, packages, data }: Policy,
  version: GoVersion,
  goarch: string,
): Policy {
  const isForIt = (entry: Scope): boolean =>
    inRange(version, entry) && (entry.goarch?.includes(goarch) ?? true);
  return {
    file,
    functions: functions.filter(isForIt).map((entry) => ({ ...entry, calls: entry.calls.filter(isForIt) })),
    packages: packages.filter(isForIt),
    data: data.filter(isForIt),
  };
}

/** The policy of a function, its closures (`F.func1`, `F.deferwrap2`, `F-range1`) and method value wrappers. */
export function policyFor(policy: Policy, symbol: string): FunctionPolicy | undefined {
  return policy.functions.find((one) => speaksFor(one.symbol, symbol));
}

/**
 * Whether what is said of the function `outer` is said of `symbol`: it is that function, a closure or a compiler-made
 * wrapper in it, or such a closure where `outer` is inlined (`caller.outer.func1`). An `outer` with `[...]` speaks for
 * every instance of a generic function.
 */
export function speaksFor(outer: string, symbol: string): boolean {
  const name = outer.includes(anyArguments) ? withoutTypeArguments(symbol) : symbol;
  if (name.startsWith(outer)) return closureSuffix.test(name.slice(outer.length));
  const bare = withoutPackage(outer);
  const at = name.indexOf(`.${bare}.func`);
  if (at < 0) return false;
  const caller = withoutPackage(name.slice(0, at));
  const isCaller = caller !== "" && !caller.endsWith(")"); // else it is another package's function, or a method
  return isCaller && closureSuffix.test(name.slice(at + 1 + bare.length));
}

const closureSuffix = /^([.-](func|deferwrap|gowrap|range|\d)[\w.-]*|-fm)*$/;

/** `(*T).M` of `a/b.(*T).M`; empty for what is no more than a package. */
function withoutPackage(symbol: string): string {
  const base = symbol.slice(symbol.lastIndexOf("/") + 1);
  const dot = base.indexOf(".");
  return dot < 0 ? "" : base.slice(dot + 1);
}

/** Whether original code may go away in the function that a symbol names, or that its closure is part of. */
export function mayReplace(policy: Policy, symbol: string): boolean {
  return policyFor(policy, symbol)?.replaces !== undefined;
}

/** Whether a symbol is a closure, or a wrapper that the compiler made in a function. */
export function isClosure(symbol: string): boolean {
  return /[.-](func|deferwrap|gowrap|range)\d[\w.-]*$|-fm$/.test(symbol);
}

const anyArguments = "[...]";

/** `F[go.shape.[]int].func1` as `F[...].func1`, which is how the linker names it for readers. */
function withoutTypeArguments(symbol: string): string {
  let depth = 0;
  let name = "";
  for (const char of symbol) {
    if (char === "]") depth--;
    if (depth === 0) name += char === "[" ? anyArguments.slice(0, -1) : char;
    if (char === "[") depth++;
  }
  return name;
}

/** Bytes that the frame of a function may grow on this architecture. */
export function frameBudget({ frame }: FunctionPolicy, goarch: string): number {
  return frame[goarch] ?? frame.default ?? 0;
}

/** Whether a data symbol fits a pattern in which `*` stands for any characters. */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
