import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { merge } from "../../src/app/merge.ts";
import { nodeHost } from "../../src/host/node.ts";
import { type Job, ratios, rotate, run, show, spread } from "./measure.ts";

/** About as many as `go build -a std` has; the processes of a build with fewer are taken more than once. */
const leastSpans = 2_500_000;

/**
 * What is done with the traces of a large build at level pass: the export to Perfetto beside `gzip -1` of the bytes that it
 * writes, merging to a trace of Go, and the report. Whole commands, the start of Node included.
 */
export async function benchMerge(cli: string, rounds: number): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    const session = join(dir, "session");
    const spans = await recordSession(cli, dir, session);
    const perfetto = join(dir, "build.pftrace");
    const ours = (name: string, ...words: string[]): Job => ({ name, command: [cli, ...words] });
    const jobs = [
      ours("export", "export", session, "--format", "pftrace", "-o", perfetto),
      { name: "gzip -1", command: ["bash", "-c", 'gzip -1 < "$0" > /dev/null', perfetto] },
      ours("merge to gotrace", "merge", session, "-o", join(dir, "build.trace")),
      ours("report", "report", session),
    ];
    const [exported = [], gzip = [], ...others] = rotate(jobs, rounds);
    const rate = spread(exported.map(({ cpu }) => spans / 1e6 / cpu));
    return [
      `${spans} spans; export to pftrace, CPU / gzip -1 of what it writes: ${show(ratios(exported, gzip, "cpu"))} (at most 3); million spans in a CPU second: ${show(rate)}`,
      ...others.map((costs, i) => {
        const limit = jobs[i + 2]!.name === "report" ? " (under 2)" : "";
        const [wall, cpu] = [spread(costs.map((cost) => cost.wall)), spread(costs.map((cost) => cost.cpu))];
        return `${spans} spans; ${jobs[i + 2]!.name}, wall s: ${show(wall)}${limit}; CPU s: ${show(cpu)}`;
      }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Records a build, and gives the number of spans in the session's folder. */
async function recordSession(cli: string, dir: string, session: string): Promise<number> {
  const env = { XDG_STATE_HOME: join(dir, "state"), GOENV: "off", GOFLAGS: "", GOWORK: "off" };
  run({ name: "build", command: [cli, "--level", "pass", "go", "build", "-a", "net/http"], cwd: dir, env });
  const recorded = join(dir, "state/traceinject/sessions/latest/proc");
  const files = readdirSync(recorded).filter((name) => name.endsWith(".span"));
  mkdirSync(session);
  let spans = 0;
  for (let copy = 0; spans < leastSpans; copy++) {
    for (const name of files) copyFileSync(join(recorded, name), join(session, `${copy}-${name}`));
    spans = await spansIn(session);
  }
  return spans;
}

async function spansIn(session: string): Promise<number> {
  const { sources } = await merge(nodeHost(), { files: [session], format: "csv" });
  return sources.reduce((sum, { spans }) => sum + spans, 0);
}
