import { join } from "node:path";
import { type CompiledPackage, compareObjects } from "../../audit/proof/objects.ts";
import type { ProvenBuild, ProvenConfiguration } from "../../audit/proof/report.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { type Compiled, compile, type Job } from "./compile.ts";
import { type Configuration, flagsOf, whatIsMissing } from "./configurations.ts";
import { type DifferentBuild, type Explained, explain } from "./differences.ts";
import { jobOf, type Proof } from "./proof.ts";
import { recall, remember, stockFile } from "./remembered.ts";

export interface Proven extends Explained {
  readonly kind: "proven";
  readonly configuration: ProvenConfiguration;
  /** Object files by import path, as long as the folder of the configuration is there. */
  readonly exports: ReadonlyMap<string, string>;
}

export type Outcome = Proven | { readonly kind: "not-proven"; readonly why: string };

/** Compiles with both compilers in one configuration, in `dir`, and compares. */
export async function proveConfiguration(
  host: Host,
  proof: Proof,
  configuration: Configuration,
  dir: string,
  progress: Progress,
): Promise<Outcome> {
  const missing = await whatIsMissing(host, proof.base, configuration);
  if (missing !== undefined) return { kind: "not-proven", why: missing };
  const stockJob = jobOf(proof, "stock", "off", configuration, dir);
  const stock = await stockObjects(host, proof, stockJob, progress);
  if (stock.kind === "failed") return { kind: "not-proven", why: `stock Go cannot: ${stock.why}` };

  const tried: Tried[] = [];
  for (const tracing of proof.tracing) {
    const job = jobOf(proof, "instrumented", tracing, configuration, dir);
    tried.push(await tryBuild(host, job, stock.packages, progress));
  }
  const different = tried.flatMap((one) => one.different ?? []);
  const again = join(dir, "again");
  const explained = await explain(host, stockJob, stock.packages, different, again, progress);
  const exports = tried.reduce((last, one) => one.exports ?? last, stock.exports);
  const { id, title, env = {} } = configuration;
  const builds = tried.map(({ build }) => build);
  const described = { id, title, flags: flagsOf(configuration), env, stock: stock.source, builds };
  return { kind: "proven", configuration: described, exports, ...explained };
}

interface Tried {
  readonly build: ProvenBuild;
  readonly exports?: ReadonlyMap<string, string>;
  /** Set if some object is not the same. */
  readonly different?: DifferentBuild;
}

async function tryBuild(
  host: Host,
  job: Job,
  stock: readonly CompiledPackage[],
  progress: Progress,
): Promise<Tried> {
  const { tracing, configuration } = job;
  progress.step(`compiling with the instrumented compiler, tracing ${tracing} (${configuration.id})`);
  const made = await compile(host, job, progress, stock.length);
  if (made.kind === "failed")
    return { build: { tracing, compared: 0, identical: 0, bytes: 0, failure: made.why } };
  const { packages, exports } = made;
  const { differences, ...figures } = compareObjects(stock, packages);
  const build = { tracing, ...figures };
  return differences.length === 0
    ? { build, exports }
    : { build, exports, different: { job, packages, differences } };
}

type StockObjects =
  | (Extract<Compiled, { kind: "compiled" }> & { readonly source: ProvenConfiguration["stock"] })
  | Extract<Compiled, { kind: "failed" }>;

/** What the stock compiler makes: remembered, or compiled and remembered. */
async function stockObjects(
  host: Host,
  { stamp, subject, scratch }: Proof,
  job: Job,
  progress: Progress,
): Promise<StockObjects> {
  const { digest, version } = stamp.base;
  const file = stockFile({ digest, version, subject, configuration: job.configuration });
  const known = file === undefined ? undefined : await recall(host, file);
  if (file !== undefined && known)
    return { kind: "compiled", packages: known, exports: new Map(), source: { kind: "remembered", file } };
  progress.step(`compiling with the stock compiler (${job.configuration.id})`);
  const made = await compile(host, job, progress);
  if (made.kind === "failed") return made;
  if (file !== undefined) await remember(host, file, made.packages, scratch);
  return { ...made, source: { kind: "compiled" } };
}
