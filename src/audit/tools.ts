import { type DataPolicy, type FunctionPolicy, matchesPattern, type Policy } from "./policy.ts";

/** A tool, and the import paths of the packages that it is built from. */
export interface ToolPackages {
  readonly tool: string;
  readonly packages: ReadonlySet<string>;
  /** Those of them that only the instrumented tool has. */
  readonly added: ReadonlySet<string>;
}

/** The tools that an audit is about. */
export interface AuditedTools {
  readonly tools: readonly ToolPackages[];
  /** Whether the patch set builds no other: then nothing may be about a package that none of them has. */
  readonly all: boolean;
}

/**
 * What of a policy is about each of these tools: the entries of the packages that it has. In the policy the functions of a
 * tool's own package bear its import path, `cmd/asm.main`; here they have the names of its objects, `main.main`. What is
 * said of a package of the release is for the tools that did not hold it before. An entry that is about no tool is given
 * to the first, where nothing will need it.
 */
export function policiesOf(policy: Policy, audited: AuditedTools): Policy[] {
  const { tools } = audited;
  const additions = { ...audited, tools: tools.map((one) => ({ ...one, packages: one.added })) };
  return tools.map(({ tool }, index) => ({
    file: policy.file,
    functions: policy.functions
      .filter(({ symbol }) => isAbout(audited, index, packageOf(symbol)))
      .map((entry) => ofTool(entry, tool)),
    packages: policy.packages.filter(({ path, release }) =>
      isAbout(release ? additions : audited, index, path),
    ),
    data: policy.data
      .filter(({ pattern }) => isAbout(audited, index, packageOf(pattern)))
      .map((entry) => dataOfTool(entry, tool)),
  }));
}

/** Whether the tool of this number answers for a package: it has it, or it is the first of all and none has it. */
export function isAbout({ tools, all }: AuditedTools, index: number, path: string): boolean {
  const own = tools[index];
  if (own && holds(own, path)) return true;
  return all && index === 0 && !tools.some((other) => holds(other, path));
}

/** The import path in a linker symbol: all up to the first dot after the last slash. */
export function packageOf(symbol: string): string {
  const name = symbol.replace(/\[.*/, "");
  return name.slice(0, name.indexOf(".", name.lastIndexOf("/") + 1));
}

/** Packages by path; one with `*` is a pattern. */
function holds({ packages }: ToolPackages, path: string): boolean {
  return packages.has(path) || (path.includes("*") && [...packages].some((one) => matchesPattern(one, path)));
}

function ofTool(entry: FunctionPolicy, tool: string): FunctionPolicy {
  const calls = entry.calls.map((call) => ({ ...call, symbol: ownName(call.symbol, tool) }));
  return { ...entry, symbol: ownName(entry.symbol, tool), calls };
}

function dataOfTool(entry: DataPolicy, tool: string): DataPolicy {
  return { ...entry, pattern: ownName(entry.pattern, tool) };
}

const ownName = (symbol: string, tool: string): string =>
  packageOf(symbol) === tool ? `main${symbol.slice(tool.length)}` : symbol;
