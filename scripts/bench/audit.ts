import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit } from "../../src/app/audit.ts";
import { build } from "../../src/app/build.ts";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { readStamp } from "../../src/toolchain/stamp.ts";
import { type Cost, run, show, spread } from "./measure.ts";

/**
 * All that an audit does once both sides of every tool are built (comparing and checking sources, objects and binaries),
 * against `go tool objdump` over as many tools. Its own tools twice: the stock ones are stripped, which objdump does not
 * read. Then the peak memory of this process, which held it all.
 */
export async function benchAudit(rounds: number): Promise<string[]> {
  const host = nodeHost();
  const base = await findGoroot(host, {}, silentProgress);
  const { goroot } = await build(host, {}, silentProgress);
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    const objdump = join(dir, "objdump");
    const env = { GOENV: "off", GOFLAGS: "", GOTOOLCHAIN: "local", GOWORK: "off" };
    run({
      name: "build objdump",
      command: [base.goBinary, "build", "-o", objdump, "cmd/objdump"],
      cwd: "/",
      env,
    });
    const tools = Object.keys((await readStamp(host, goroot))?.tools ?? {}).map((path) => join(goroot, path));
    const script = [...tools, ...tools].map((tool) => `"${objdump}" "${tool}" >/dev/null`).join(" && ");
    const ours: number[] = [];
    const theirs: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await comparison());
      theirs.push(run({ name: "objdump", command: ["bash", "-c", script] }));
    }
    const ratios = ours.map((seconds, index) => seconds / (theirs[index]?.wall ?? Number.NaN));
    const peak = process.resourceUsage().maxRSS / 1024;
    return [
      `audit of built tools / go tool objdump over both sides of each, wall: ${show(spread(ratios))} (at most 0.1; medians ${spread(ours).median.toFixed(2)} s and ${spread(theirs.map(({ wall }) => wall)).median.toFixed(1)} s)`,
      `peak memory of the audit: ${peak.toFixed(0)} MB (under 1000)`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Seconds from the moment when both tools are built to the report. */
async function comparison(): Promise<number> {
  let from = Number.NaN;
  const step = (text: string): void => {
    if (text === "comparing what was built") from = performance.now();
  };
  await audit(nodeHost(), { instructions: false }, { ...silentProgress, step });
  return (performance.now() - from) / 1000;
}
