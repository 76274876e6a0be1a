import { drifted } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { renderDrift } from "../patch/drift.ts";
import type { PatchSet } from "../patch/patch.ts";
import { type Plan, type PlanResult, packagesOf, planPatches } from "../patch/plan.ts";
import type { Sources } from "../patch/trees.ts";
import { type GoParser, loadGoParser } from "../syntax/tree.ts";
import type { SourceTree } from "../toolchain/source-tree.ts";

/** Plans a patch set on a GOROOT. Nothing is written. */
export async function planGoroot(host: Host, goroot: SourceTree, set: PatchSet): Promise<PlanResult> {
  const [parser, sources] = await Promise.all([
    loadParser(host),
    readPackages(host, goroot.dir, packagesOf(set, goroot.version)),
  ]);
  return planPatches(parser, set, goroot.version, sources);
}

/** The same where drift ends the work. Throws `drift`. */
export async function completePlan(host: Host, goroot: SourceTree, set: PatchSet): Promise<Plan> {
  const result = await planGoroot(host, goroot, set);
  if (result.kind === "drift") throw drifted(goroot.version.text, renderDrift(result.drift));
  return result.plan;
}

/** The parser that the environment asks for: `TRACEINJECT_PARSER=native` is for machines that have the binding. */
export function loadParser(host: Host): Promise<GoParser> {
  return loadGoParser(host.env.TRACEINJECT_PARSER === "native" ? "native" : "wasm");
}

/** The Go files of these packages, tests left out, by path below GOROOT/src. */
export async function readPackages(
  host: Host,
  goroot: string,
  packages: readonly string[],
): Promise<Sources> {
  const texts = await Promise.all(packages.map((path) => readPackage(host, `${goroot}/src`, path)));
  return new Map(texts.flat());
}

async function readPackage(host: Host, src: string, path: string): Promise<[string, string][]> {
  const entries = await host.readDir(`${src}/${path}`);
  const names = entries
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"));
  return Promise.all(
    names.map(
      async (name): Promise<[string, string]> => [
        `${path}/${name}`,
        await host.readFile(`${src}/${path}/${name}`),
      ],
    ),
  );
}
