import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cost, type Job, ratios, run, show, spread } from "./measure.ts";

/** What `traceinject list --json` says of a toolchain. */
interface Listed {
  readonly goroot: string;
  readonly base: { readonly goroot: string };
}

/**
 * `traceinject prove std --tracing on` with nothing remembered against the two `go build -a std` that it cannot do
 * without, by the stock and the instrumented go, which records nothing. Each build has a cache of its own, and nothing is
 * deleted before the end (see build.ts); there is no run that does not count, because none of them finds anything warm.
 */
export function benchProve(cli: string, rounds: number): string[] {
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  const env = { XDG_CACHE_HOME: join(dir, "cache") };
  try {
    const goroots = toolchains(cli, dir, env);
    const [proofs, builds]: [Cost[], Cost[]] = [[], []];
    for (let round = 1; round <= rounds; round++) {
      const bare = () => builds.push(run(bareBuilds(dir, goroots, round)));
      const ours = () => proofs.push(run(proof(cli, dir, env)));
      for (const job of round % 2 === 1 ? [bare, ours] : [ours, bare]) job();
    }
    const median = (costs: readonly Cost[]): string =>
      spread(costs.map(({ wall }) => wall)).median.toFixed(1);
    return [
      `traceinject prove std --tracing on / the two go build -a std, wall: ${show(ratios(proofs, builds, "wall"))} (at most 1.1; medians ${median(proofs)} s and ${median(builds)} s)`,
      `the same, CPU: ${show(ratios(proofs, builds, "cpu"))}`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The stock GOROOT and the instrumented one. */
function toolchains(cli: string, dir: string, env: NonNullable<Job["env"]>): string[] {
  const list = join(dir, "list.json");
  const script = `"${cli}" build && "${cli}" list --json >"${list}"`;
  run({ name: "traceinject build", command: ["bash", "-c", script], env });
  const [toolchain] = JSON.parse(readFileSync(list, "utf8")).toolchains as Listed[];
  if (!toolchain) throw new Error("the toolchain that was just built is not listed");
  return [toolchain.base.goroot, toolchain.goroot];
}

function bareBuilds(dir: string, goroots: readonly string[], round: number): Job {
  const build = (goroot: string, index: number): string =>
    `GOROOT="${goroot}" GOCACHE="${dir}/gocache-${round}-${index}" "${goroot}/bin/go" build -a -trimpath std`;
  const env = { GOENV: "off", GOFLAGS: "", GOTOOLCHAIN: "local", GOWORK: "off", CGO_ENABLED: "0" };
  return { name: "go build", command: ["bash", "-c", goroots.map(build).join(" && ")], cwd: "/", env };
}

function proof(cli: string, dir: string, env: NonNullable<Job["env"]>): Job {
  rmSync(join(dir, "cache/traceinject/proof"), { recursive: true, force: true });
  const command = [cli, "prove", "std", "--tracing", "on", "--no-diagnostics"];
  return { name: "traceinject prove", command, env };
}
