import { join } from "node:path";
import { type CompiledPackage, compareObjects, type ObjectDifference } from "../../audit/proof/objects.ts";
import type { Difference, NonDeterministic } from "../../audit/proof/report.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { compile, type Job, patternFor } from "./compile.ts";
import { whereTheyPart } from "./listings.ts";

/** The objects of one build that are not those of the stock compiler. */
export interface DifferentBuild {
  readonly job: Job;
  readonly packages: readonly CompiledPackage[];
  readonly differences: readonly ObjectDifference[];
}

export interface Explained {
  readonly differences: readonly Difference[];
  readonly nonDeterministic: readonly NonDeterministic[];
}

/** Listings are compared of so many packages only: those that others import come first, and tell most. */
const listedPackages = 3;

/**
 * Finds out what lies behind different objects of one configuration: compiles the packages again with both compilers,
 * to see which of them makes something else each time, and compares the listings of the first that only the
 * instrumented one makes different. `dir` is a folder that nobody uses.
 */
export async function explain(
  host: Host,
  stock: Job,
  stockPackages: readonly CompiledPackage[],
  builds: readonly DifferentBuild[],
  dir: string,
  progress: Progress,
): Promise<Explained> {
  const [first] = builds;
  if (!first) return { differences: [], nonDeterministic: [] };
  const { id } = stock.configuration;
  const merged = merge(id, builds);
  const changed = merged.filter(({ change }) => change === "content").map((one) => one.package);
  progress.step(`${changed.length} packages differ (${id}): compiling them again`);
  const again = (job: Job): Job => ({
    ...job,
    dir: join(dir, job.compiler.name),
    subject: { ...job.subject, patterns: [...new Set(changed.map(patternFor))] },
  });
  const [stockAgain, otherAgain] = [again(stock), again(first.job)];
  const unstable = await changes(host, stockAgain, stockPackages, progress);
  const moving = await changes(host, otherAgain, first.packages, progress);
  const stable = merged.filter((one) => !unstable.has(one.package));
  const differences: Difference[] = [];
  for (const one of stable) {
    const content = one.change === "content";
    const listed =
      content && differences.filter(({ change }) => change === "content").length < listedPackages;
    const divergence = listed
      ? await whereTheyPart(host, stockAgain, otherAgain, one.package, progress)
      : undefined;
    differences.push({ ...one, reproducible: content ? !moving.has(one.package) : undefined, divergence });
  }
  return withoutBlame(id, differences, unstable);
}

type Changes = ReadonlyMap<string, ObjectDifference["change"]>;

/** Where stock Go is the only one that makes something else each time, it is the reason for other build IDs, too. */
function withoutBlame(
  configuration: string,
  differences: readonly Difference[],
  unstable: Changes,
): Explained {
  const onlyHeaders = unstable.size > 0 && differences.every(({ change }) => change === "header");
  const followers = onlyHeaders ? differences.map((one) => one.package) : [];
  const changed = [...unstable, ...followers.map((path) => [path, "header"] as const)];
  return {
    differences: onlyHeaders ? [] : differences,
    nonDeterministic: changed.map(([path, change]) => ({
      configuration,
      package: path,
      because: change === "header" ? "dependency" : "itself",
    })),
  };
}

type Merged = Omit<Difference, "reproducible" | "divergence">;

/** One entry a package, in the order of the builds; a change of content counts more than one of the header. */
function merge(configuration: string, builds: readonly DifferentBuild[]): Merged[] {
  const merged = new Map<string, Merged>();
  for (const { job, differences } of builds)
    for (const { path, change } of differences) {
      const known = merged.get(path);
      merged.set(path, {
        configuration,
        package: path,
        change: known && change === "header" ? known.change : change,
        tracing: [...(known?.tracing ?? []), job.tracing],
      });
    }
  return [...merged.values()];
}

/** The packages of a job whose objects are not what its compiler made before. */
async function changes(
  host: Host,
  job: Job,
  before: readonly CompiledPackage[],
  progress: Progress,
): Promise<Changes> {
  if (job.subject.patterns.length === 0) return new Map();
  const compiled = await compile(host, job, progress);
  if (compiled.kind === "failed") return new Map();
  const paths = new Set(compiled.packages.map(({ path }) => path));
  const { differences } = compareObjects(
    before.filter(({ path }) => paths.has(path)),
    compiled.packages,
  );
  return new Map(differences.map(({ path, change }) => [path, change]));
}
