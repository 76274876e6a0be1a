import { join } from "node:path";
import { compareObjects } from "../audit/proof/objects.ts";
import {
  type DiagnosticsProof,
  type NotProven,
  type ProofReport,
  type ProvenBuild,
  type ProvenConfiguration,
  proofReport,
  type Tracing,
} from "../audit/proof/report.ts";
import { nothingProven } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { sweep, withScratch, writingToCache } from "../toolchain/cache.ts";
import { findGoroot, type Goroot } from "../toolchain/goroot.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { type BuildOptions, build } from "./build.ts";
import { type Compiled, compile, type Job } from "./prove/compile.ts";
import {
  type Configuration,
  chooseConfigurations,
  configurations,
  flagsOf,
  whatIsMissing,
} from "./prove/configurations.ts";
import { diagnosticsCorpus } from "./prove/corpus.ts";
import { compareDiagnostics } from "./prove/diagnostics.ts";
import { type DifferentBuild, type Explained, explain } from "./prove/differences.ts";
import { recall, remember, stockFile } from "./prove/remembered.ts";
import { type Compiler, type Subject, subjectOf } from "./prove/subject.ts";

export interface ProveOptions extends BuildOptions {
  /** Patterns of packages, of Go itself or of the user's module; `std` and `cmd` where there are none. */
  readonly packages?: readonly string[] | undefined;
  /** Both where absent. */
  readonly tracing?: Tracing | "both" | undefined;
  /** Ids; `default` alone where absent. */
  readonly configurations?: readonly string[] | "all" | undefined;
  /** Whether programs that do not compile are compared, too; as a rule with packages of Go itself only. */
  readonly diagnostics?: boolean | undefined;
  /** At most so many of these programs, spread over all of them. */
  readonly programs?: number | undefined;
}

/**
 * Compiles packages with the stock compiler and with the instrumented one and compares the objects byte for byte.
 * Throws `nothing-proven` where nothing could be compared: that is never a pass.
 */
export async function prove(host: Host, options: ProveOptions, progress: Progress): Promise<ProofReport> {
  const patterns = options.packages?.length ? options.packages : ["std", "cmd"];
  const chosen = chooseConfigurations(options.configurations);
  const base = await findGoroot(host, options, progress);
  const subject = await subjectOf(host, base, patterns);
  const toolchain = await build(host, options, progress);
  return writingToCache(host, async () => {
    await sweep(host);
    return withScratch(host, (scratch) =>
      proveIn(host, { base, toolchain, subject, chosen, options, scratch }, progress),
    );
  });
}

interface Proof {
  readonly base: Goroot;
  readonly toolchain: Toolchain;
  readonly subject: Subject;
  readonly chosen: readonly Configuration[];
  readonly options: ProveOptions;
  readonly scratch: string;
}

async function proveIn(host: Host, proof: Proof, progress: Progress): Promise<ProofReport> {
  const { chosen, subject, toolchain } = proof;
  const proven: Proven[] = [];
  const notProven: NotProven[] = configurations
    .filter((one) => !chosen.includes(one))
    .map(({ id }) => ({ configuration: id, why: "not asked for" }));
  let diagnostics: DiagnosticsProof | undefined;
  for (const configuration of chosen) {
    const dir = join(proof.scratch, configuration.id);
    const outcome = await proveOne(host, proof, configuration, dir, progress);
    if (outcome.kind === "proven") proven.push(outcome);
    else notProven.push({ configuration: configuration.id, why: outcome.why });
    if (outcome.kind === "proven" && wantsDiagnostics(proof))
      diagnostics ??= await proveDiagnostics(host, proof, outcome, dir, progress);
    await host.remove(dir);
  }
  if (proven.length === 0)
    throw nothingProven(
      chosen.map(({ id }) => `${id}: ${notProven.find((one) => one.configuration === id)?.why}`),
    );
  const { base, patchSet, fingerprint } = toolchain.stamp;
  return proofReport({
    toolchain: {
      goVersion: base.version,
      goos: base.goos,
      goarch: base.goarch,
      fingerprint,
      patchSet: { name: patchSet.name, fingerprint: patchSet.fingerprint },
    },
    packages: subject.patterns,
    configurations: proven.map(({ configuration }) => configuration),
    notProven: inOrder(notProven),
    diagnostics,
    noDiagnostics: "programs that do not compile were not asked for (--diagnostics)",
    differences: proven.flatMap(({ differences }) => differences),
    nonDeterministic: proven.flatMap(({ nonDeterministic }) => nonDeterministic),
  });
}

const wantsDiagnostics = ({ options, subject }: Proof): boolean =>
  options.diagnostics ?? subject.kind === "release";

function inOrder(notProven: readonly NotProven[]): NotProven[] {
  return configurations.flatMap(({ id }) => notProven.filter(({ configuration }) => configuration === id));
}

interface Proven extends Explained {
  readonly kind: "proven";
  readonly configuration: ProvenConfiguration;
  /** Object files by import path; they are there until the folder of the configuration goes. */
  readonly exports: ReadonlyMap<string, string>;
}

type Outcome = Proven | { readonly kind: "not-proven"; readonly why: string };

async function proveOne(
  host: Host,
  proof: Proof,
  configuration: Configuration,
  dir: string,
  progress: Progress,
): Promise<Outcome> {
  const missing = await whatIsMissing(host, proof.base, configuration);
  if (missing !== undefined) return { kind: "not-proven", why: missing };
  const stockJob = jobOf(proof, configuration, dir, "stock", "off");
  const stock = await stockObjects(host, proof, stockJob, progress);
  if (stock.kind === "failed") return { kind: "not-proven", why: `stock Go cannot: ${stock.why}` };

  const builds: ProvenBuild[] = [];
  const different: DifferentBuild[] = [];
  let exports = stock.exports;
  for (const tracing of tracings(proof.options)) {
    const job = jobOf(proof, configuration, dir, "instrumented", tracing);
    progress.step(`compiling with the instrumented compiler, tracing ${tracing} (${configuration.id})`);
    const made = await compile(host, job, progress, stock.packages.length);
    if (made.kind === "failed") {
      builds.push({ tracing, compared: 0, identical: 0, bytes: 0, failure: made.why });
      continue;
    }
    const { differences, ...figures } = compareObjects(stock.packages, made.packages);
    builds.push({ tracing, ...figures });
    if (differences.length > 0) different.push({ job, packages: made.packages, differences });
    exports = made.exports;
  }
  const again = join(dir, "again");
  const explained = await explain(host, stockJob, stock.packages, different, again, progress);
  return {
    kind: "proven",
    configuration: describe(configuration, stock.source, builds),
    exports,
    ...explained,
  };
}

const tracings = ({ tracing = "both" }: ProveOptions): Tracing[] =>
  tracing === "both" ? ["off", "on"] : [tracing];

function jobOf(
  { base, toolchain, subject }: Proof,
  configuration: Configuration,
  dir: string,
  name: Compiler["name"],
  tracing: Tracing,
): Job {
  const { goroot, goBinary } = name === "stock" ? { goroot: base.dir, goBinary: base.goBinary } : toolchain;
  const compiler = { name, goroot, goBinary };
  return { compiler, tracing, subject, configuration, base: base.dir, dir: join(dir, `${name}-${tracing}`) };
}

function describe(
  configuration: Configuration,
  stock: ProvenConfiguration["stock"],
  builds: readonly ProvenBuild[],
): ProvenConfiguration {
  const { id, title, env = {} } = configuration;
  return { id, title, flags: flagsOf(configuration), env, stock, builds };
}

type StockObjects =
  | (Extract<Compiled, { kind: "compiled" }> & { readonly source: ProvenConfiguration["stock"] })
  | Extract<Compiled, { kind: "failed" }>;

/** What the stock compiler makes: remembered, or compiled and remembered. */
async function stockObjects(
  host: Host,
  { toolchain, subject, scratch }: Proof,
  job: Job,
  progress: Progress,
): Promise<StockObjects> {
  const { digest, version } = toolchain.stamp.base;
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

async function proveDiagnostics(
  host: Host,
  { base, toolchain, options }: Proof,
  { exports }: Proven,
  dir: string,
  progress: Progress,
): Promise<DiagnosticsProof | undefined> {
  const corpus = await diagnosticsCorpus(host, base);
  const step = Math.max(1, Math.ceil(corpus.length / (options.programs ?? corpus.length)));
  const programs = corpus.filter((_, index) => index % step === 0);
  if (programs.length === 0) return undefined;
  const job = {
    stock: { name: "stock", goroot: base.dir, goBinary: base.goBinary },
    instrumented: { name: "instrumented", goroot: toolchain.goroot, goBinary: toolchain.goBinary },
    tracing: tracings(options),
    programs,
    exports,
    dir: join(dir, "diagnostics"),
  } as const;
  return compareDiagnostics(host, job, progress);
}
