import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseToolchainVersion } from "../../src/base/version.ts";
import { recipeFor } from "../../src/toolchain/releases.ts";
import { interleave, type Job, ratios, run, show, spread } from "./measure.ts";

/** What `traceinject list --json` says of a toolchain. */
interface Listed {
  readonly goroot: string;
  readonly goBinary: string;
}

/** `traceinject build` with cold caches against the bare `go build` of the same patched tools, and with nothing changed. */
export function benchBuild(cli: string, rounds: number): string[] {
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    const ours: Job = {
      name: "traceinject build",
      command: [cli, "build"],
      env: { XDG_CACHE_HOME: join(dir, "cache") },
    };
    run(ours);
    const warm = Array.from({ length: 5 }, () => run(ours).wall);
    const bare = bareBuild(dir, keepPatchedCopy(cli, dir));
    const cold = (job: Job): void =>
      rmSync(join(dir, job === ours ? "cache" : "gocache"), { recursive: true, force: true });
    const [a, b] = interleave(ours, bare, rounds, cold);
    return [
      `traceinject build / bare go build of the patched tools, cold, wall: ${show(ratios(a, b, "wall"))} (at most 1.15; medians ${spread(a.map((c) => c.wall)).median.toFixed(1)} s and ${spread(b.map((c) => c.wall)).median.toFixed(1)} s)`,
      `traceinject build with nothing changed, wall s: ${show(spread(warm))} (under 1)`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The instrumented GOROOT, with the stock compiler back in it: what a bare build of the patched sources starts from. */
function keepPatchedCopy(cli: string, dir: string): string {
  const list = join(dir, "list.json");
  const shell = (script: string): unknown =>
    run({ name: script, command: ["bash", "-c", script], env: { XDG_CACHE_HOME: join(dir, "cache") } });
  shell(`"${cli}" list --json >"${list}"`);
  const [toolchain] = JSON.parse(readFileSync(list, "utf8")).toolchains as Listed[];
  if (!toolchain) throw new Error("the toolchain that was just built is not listed");
  const copy = join(dir, "goroot");
  shell(
    `cp -r "${toolchain.goroot}" "${copy}" && cp "$(GOTOOLCHAIN=local go env GOTOOLDIR)/compile" "${copy}"/pkg/tool/*/compile`,
  );
  return copy;
}

function bareBuild(dir: string, goroot: string): Job {
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
    GOCACHE: join(dir, "gocache"),
  };
  return {
    name: "go build",
    command: [join(goroot, "bin/go"), "build", ...flags, "-o", join(dir, "compile"), "cmd/compile"],
    cwd: dir,
    env: { ...env, ...clean },
  };
}
