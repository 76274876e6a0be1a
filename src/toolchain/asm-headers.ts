import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { type GoRunner, runGo } from "./assembly.ts";

/** The constants that a package's assembly sees: name → value. */
export type AsmConstants = Readonly<Record<string, string>>;

/** The constants of a package's go_asm.h before and after a patch. */
export interface AsmHeader {
  readonly package: string;
  readonly before: AsmConstants;
  readonly after: AsmConstants;
}

/** What `go build -debug-actiongraph` says of an action. `Objdir` is where a package was compiled. */
interface Action {
  readonly Mode: string;
  readonly Package: string;
  readonly Objdir?: string;
}

/**
 * Has the compiler write go_asm.h for some packages: import path → constants. One without assembly for this GOARCH has
 * none. go's work folders stay where its GOTMPDIR is; `scratch` is a folder for one file more. Throws
 * `go-command-failed`. Costs nothing for no packages.
 */
export async function readAsmConstants(
  host: Host,
  go: GoRunner,
  packages: readonly string[],
  scratch: string,
): Promise<ReadonlyMap<string, AsmConstants>> {
  if (packages.length === 0) return new Map();
  const graph = join(scratch, `actions-${host.randomHex(8)}.json`);
  // A search path that is not there changes only the action id: what is in the cache is not compiled again. The constants
  // are those of the types; code without optimisation is there sooner.
  const again = packages.map((path) => `-gcflags=${path}=-N -l -dwarf=false -I=/${host.randomHex(8)}`);
  await runGo(go, ["build", "-work", `-debug-actiongraph=${graph}`], [...again, ...packages]);
  const actions = JSON.parse(await host.readFile(graph)) as readonly Action[];
  const headers = new Map<string, AsmConstants>();
  for (const { Mode, Package, Objdir } of actions) {
    if (Mode !== "build" || Objdir === undefined || !packages.includes(Package)) continue;
    const file = join(Objdir, "go_asm.h");
    if (await host.stat(file)) headers.set(Package, parseAsmHeader(await host.readFile(file)));
  }
  return headers;
}

/** Both sides by package, sorted; a package that has a header on one side only has no constants on the other. */
export function pairAsmHeaders(
  stock: ReadonlyMap<string, AsmConstants>,
  patched: ReadonlyMap<string, AsmConstants>,
): AsmHeader[] {
  const packages = [...new Set([...stock.keys(), ...patched.keys()])].sort();
  return packages.map((path) => ({
    package: path,
    before: stock.get(path) ?? {},
    after: patched.get(path) ?? {},
  }));
}

/** Reads the `#define NAME VALUE` lines that the compiler writes. */
export function parseAsmHeader(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^#define (\S+) (.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}
