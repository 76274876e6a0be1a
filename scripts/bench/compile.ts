import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../src/app/build.ts";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { captureCompile } from "./capture.ts";
import { countsInstructions, interleave, type Job, ratios, show } from "./measure.ts";

const packages = ["go/types", "net/http"];

/**
 * The instrumented compiler with tracing off, and on, against the stock one. The stock one is the one distributed: the
 * recipe gives its very bytes when nothing is patched (src/toolchain/releases.ts).
 */
export async function benchCompile(rounds: number): Promise<string[]> {
  const host = nodeHost();
  const base = await findGoroot(host, {}, silentProgress);
  const { goroot } = await build(host, {}, silentProgress);
  const tool = `pkg/tool/${host.goos}_${host.goarch}/compile`;
  const dir = mkdtempSync(join(tmpdir(), "traceinject-bench-"));
  try {
    return packages.flatMap((name) => {
      const compile = captureCompile(base.goBinary, name, dir);
      const job = (kind: string, compiler: string, env = {}): Job => ({
        ...compile(compiler),
        name: kind,
        env,
      });
      const stock = job("stock", join(base.dir, tool));
      const traces = { TRACEINJECT_DIR: mkdtempSync(join(dir, "traces-")) };
      return [
        compare(`${name}, tracing off (at most 1.005)`, job("off", join(goroot, tool)), stock, rounds),
        compare(`${name}, span file on`, job("on", join(goroot, tool), traces), stock, rounds),
      ];
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function compare(what: string, job: Job, stock: Job, rounds: number): string {
  const [a, b] = interleave(
    () => job,
    () => stock,
    rounds,
  );
  const counted = countsInstructions
    ? `, instructions ${show(ratios(a, b, "instructions"), 5)}`
    : ", instructions cannot be counted here";
  return `${what}, CPU / stock over ${rounds} rounds: ${show(ratios(a, b, "cpu"))}${counted}`;
}
