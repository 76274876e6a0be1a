import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { interleave, type Job, medianInterval, ratios, show } from "./measure.ts";

/** With net/http, crypto and the go command itself: a minute of one core. */
const program = "cmd/go";

/**
 * A whole build under `traceinject go`, at the default level, beside the same build by the Go it was made of: two commands,
 * the start of ours, go's work and the closing line included, and whether they make the same program.
 */
export async function benchTraced(cli: string, rounds: number): Promise<string[]> {
  const { goBinary } = await findGoroot(nodeHost(), {}, silentProgress);
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  const env = { XDG_STATE_HOME: join(dir, "state"), GOENV: "off", GOFLAGS: "", GOWORK: "off" };
  const job = (name: string, go: readonly string[]): Job => ({
    ...{ name, cwd: dir, env },
    command: [...go, "build", "-a", "-trimpath", "-o", join(dir, name), program],
  });
  try {
    const [traced, untraced] = [job("traced", [cli, "go"]), job("untraced", [goBinary])];
    const [a, b] = interleave(
      () => traced,
      () => untraced,
      rounds,
    );
    const each = a.map(({ cpu }, i) => cpu / b[i]!.cpu);
    const interval = medianInterval(each)?.map((value) => value.toFixed(3));
    const same = hashOf(join(dir, "traced")) === hashOf(join(dir, "untraced"));
    return [
      `go build -a ${program}, CPU traced / untraced over ${rounds} rounds: ${show(ratios(a, b, "cpu"))}, median within ${interval?.join(" to ") ?? "an unknown interval"} (at most 1.01); wall ${show(ratios(a, b, "wall"))}; the programs are ${same ? "the same" : "NOT THE SAME"}`,
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const hashOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
