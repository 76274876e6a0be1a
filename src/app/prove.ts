import { join } from "node:path";
import {
  type DiagnosticsProof,
  type NotProven,
  type ProofReport,
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
import { type Proven, proveConfiguration } from "./prove/configuration.ts";
import { type Configuration, chooseConfigurations, configurations } from "./prove/configurations.ts";
import { diagnosticsCorpus } from "./prove/corpus.ts";
import { compareDiagnostics } from "./prove/diagnostics.ts";
import type { Proof } from "./prove/proof.ts";
import { subjectOf } from "./prove/subject.ts";

export interface ProveOptions extends BuildOptions {
  /** Patterns of packages, of Go itself or of the user's module; `std` and `cmd` where there are none. */
  readonly packages?: readonly string[] | undefined;
  /** Both where absent. */
  readonly tracing?: Tracing | "both" | undefined;
  /** Ids; `default` alone where absent. */
  readonly configurations?: readonly string[] | "all" | undefined;
  /** Whether programs that do not compile are compared, too; by default with packages of Go itself only. */
  readonly diagnostics?: boolean | undefined;
  /** About so many of these programs, spread over all of them; all where absent. */
  readonly programs?: number | undefined;
}

/**
 * Compiles packages with the stock compiler and with the instrumented one and compares the objects byte for byte.
 * Throws `nothing-proven` where nothing could be compared: that is never a pass.
 */
export async function prove(host: Host, options: ProveOptions, progress: Progress): Promise<ProofReport> {
  const base = await findGoroot(host, options, progress);
  const request = await requestOf(host, base, options); // says what is wrong with it before a toolchain is built
  return proveRequest(host, request, await build(host, options, progress), progress);
}

/** The same for all of std and cmd and a toolchain that stands anywhere, also before it is published. */
export async function proveRelease(
  host: Host,
  base: Goroot,
  toolchain: ProvenToolchain,
  progress: Progress,
): Promise<ProofReport> {
  return proveRequest(host, await requestOf(host, base, {}), toolchain, progress);
}

/** What is to be proven, whatever the toolchain. */
interface Request extends Pick<Proof, "base" | "subject" | "tracing"> {
  readonly chosen: readonly Configuration[];
  /** Programs for diagnostics, by their paths below the base. */
  readonly programs: readonly string[];
}

async function requestOf(host: Host, base: Goroot, options: ProveOptions): Promise<Request> {
  const { packages = [], tracing = "both" } = options;
  const chosen = chooseConfigurations(options.configurations);
  const subject = await subjectOf(host, base, packages.length > 0 ? packages : ["std", "cmd"]);
  const diagnostics = options.diagnostics ?? subject.kind === "release";
  return {
    base,
    subject,
    tracing: tracing === "both" ? ["off", "on"] : [tracing],
    chosen,
    programs: diagnostics ? await programsOf(host, base, options) : [],
  };
}

type ProvenToolchain = Pick<Toolchain, "goroot" | "goBinary" | "stamp">;

async function proveRequest(
  host: Host,
  { chosen, programs, ...request }: Request,
  { goroot, goBinary, stamp }: ProvenToolchain,
  progress: Progress,
): Promise<ProofReport> {
  const { dir, goBinary: stockGo } = request.base;
  const stock = { name: "stock", goroot: dir, goBinary: stockGo } as const;
  const instrumented = { name: "instrumented", goroot, goBinary } as const;
  return writingToCache(host, async () => {
    await sweep(host);
    return withScratch(host, (scratch) =>
      proveAll(host, { ...request, stamp, stock, instrumented, scratch }, chosen, programs, progress),
    );
  });
}

async function programsOf(host: Host, base: Goroot, { programs }: ProveOptions): Promise<string[]> {
  const all = await diagnosticsCorpus(host, base);
  const step = Math.max(1, Math.floor(all.length / (programs ?? all.length)));
  return all.filter((_, index) => index % step === 0);
}

async function proveAll(
  host: Host,
  proof: Proof,
  chosen: readonly Configuration[],
  programs: readonly string[],
  progress: Progress,
): Promise<ProofReport> {
  const proven: Proven[] = [];
  const notProven = new Map(configurations.map(({ id }) => [id, "not asked for"]));
  let diagnostics: DiagnosticsProof | undefined;
  for (const configuration of chosen) {
    const dir = join(proof.scratch, configuration.id);
    const outcome = await proveConfiguration(host, proof, configuration, dir, progress);
    if (outcome.kind === "proven") {
      proven.push(outcome);
      notProven.delete(configuration.id);
      if (programs.length > 0)
        diagnostics ??= await proveDiagnostics(host, proof, programs, outcome, dir, progress);
    } else notProven.set(configuration.id, outcome.why);
    await host.remove(dir); // a build has up to half a gigabyte
  }
  if (proven.length === 0) throw nothingProven(chosen.map(({ id }) => `${id}: ${notProven.get(id)}`));
  const rest = [...notProven].map(([configuration, why]) => ({ configuration, why }));
  return report(proof, proven, rest, diagnostics);
}

/** In the first configuration that was proven: imports come from its objects. */
function proveDiagnostics(
  host: Host,
  { stock, instrumented, tracing }: Proof,
  programs: readonly string[],
  { exports }: Proven,
  dir: string,
  progress: Progress,
): Promise<DiagnosticsProof> {
  const job = { stock, instrumented, tracing, programs, exports, dir: join(dir, "diagnostics") };
  return compareDiagnostics(host, job, progress);
}

function report(
  { stamp, subject }: Proof,
  proven: readonly Proven[],
  notProven: readonly NotProven[],
  diagnostics: DiagnosticsProof | undefined,
): ProofReport {
  const { base, patchSet, fingerprint } = stamp;
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
    notProven,
    diagnostics,
    noDiagnostics: "programs that do not compile were not asked for (--diagnostics), or the release has none",
    differences: proven.flatMap(({ differences }) => differences),
    nonDeterministic: proven.flatMap(({ nonDeterministic }) => nonDeterministic),
  });
}
