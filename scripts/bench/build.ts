import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadPatchSet } from "../../src/app/patch-set.ts";
import { parseToolchainVersion } from "../../src/base/version.ts";
import { nodeHost } from "../../src/host/node.ts";
import { recipeFor } from "../../src/toolchain/releases.ts";
import { interleave, type Job, ratios, run, show, spread } from "./measure.ts";

/** What `traceinject list --json` says of a toolchain. */
interface Listed {
  readonly goroot: string;
  readonly goBinary: string;
}

/**
 * `traceinject build` with cold caches against the bare `go build` of the same patched tools, and with nothing changed.
 * Each round has caches of its own, and nothing is deleted before the end: ext4 without a journal takes up to 0.8 ms of
 * CPU time for each new file while it steps over inodes that were freed in the last minutes, which no first build meets.
 */
export async function benchBuild(cli: string, rounds: number): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    const ours = (round: number): Job => ({
      name: "traceinject build",
      command: [cli, "build"],
      env: { XDG_CACHE_HOME: join(dir, `cache-${round}`) },
    });
    run(ours(-1));
    const warm = Array.from({ length: 5 }, () => run(ours(-1)).wall);
    const { tools } = await loadPatchSet(nodeHost());
    const goroot = keepPatchedCopy(cli, dir, tools, ours(-1).env);
    const [a, b] = interleave(ours, (round) => bareBuild(dir, goroot, tools, `gocache-${round}`), rounds);
    return [
      `traceinject build / bare go build of the patched tools, cold, wall: ${show(ratios(a, b, "wall"))} (at most 1.15; medians ${spread(a.map((c) => c.wall)).median.toFixed(1)} s and ${spread(b.map((c) => c.wall)).median.toFixed(1)} s)`,
      `traceinject build with nothing changed, wall s: ${show(spread(warm))} (under 1)`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The instrumented GOROOT, with the patched sources and the stock tools put back: what a bare build starts from. */
function keepPatchedCopy(cli: string, dir: string, tools: readonly string[], env: Job["env"]): string {
  const list = join(dir, "list.json");
  const shell = (script: string): unknown =>
    run({ name: script, command: ["bash", "-c", script], ...(env && { env }) });
  shell(`"${cli}" list --json >"${list}"`);
  const [toolchain] = JSON.parse(readFileSync(list, "utf8")).toolchains as Listed[];
  if (!toolchain) throw new Error("the toolchain that was just built is not listed");
  const copy = join(dir, "goroot");
  shell(
    `cp -r "${toolchain.goroot}" "${copy}" && cp -r "${copy}"/traceinject/src/. "${copy}/src" && cp "$(GOTOOLCHAIN=local go env GOTOOLDIR)"/{${tools.map((tool) => basename(tool)).join()}} "${copy}"/pkg/tool/*/`,
  );
  return copy;
}

function bareBuild(dir: string, goroot: string, tools: readonly string[], cache: string): Job {
  const version = parseToolchainVersion(readFileSync(join(goroot, "VERSION"), "utf8").split("\n")[0] ?? "");
  if (!version) throw new Error("the copy has no version");
  const { flags, env, goMod } = recipeFor(version);
  writeFileSync(join(dir, "go.mod"), goMod);
  const clean = {
    GOTOOLCHAIN: "local",
    GOFLAGS: "",
    GOENV: "off",
    GOWORK: "off",
    GOROOT: goroot,
    GOCACHE: join(dir, cache),
  };
  return {
    name: "go build",
    command: [join(goroot, "bin/go"), "build", ...flags, "-o", `${join(dir, "tools")}/`, ...tools],
    cwd: dir,
    env: { ...env, ...clean },
  };
}
