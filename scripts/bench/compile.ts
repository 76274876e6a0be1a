import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../src/app/build.ts";
import { silentProgress } from "../../src/base/progress.ts";
import { nodeHost } from "../../src/host/node.ts";
import { findGoroot } from "../../src/toolchain/goroot.ts";
import { countsInstructions, interleave, type Job, ratios, run, show } from "./measure.ts";

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

/** The command by which the go command compiles a package, made to run again with any compiler. */
function captureCompile(go: string, name: string, dir: string): (compiler: string) => Omit<Job, "name"> {
  const log = join(dir, "log");
  const tmp = mkdtempSync(join(dir, "work-"));
  const script = `"${go}" build -a -x -work -o /dev/null ${name} 2>"${log}"`;
  run({
    name: "capture",
    command: ["bash", "-c", script],
    env: { GOTOOLCHAIN: "local", GOFLAGS: "", GOTMPDIR: tmp, CGO_ENABLED: "0" },
  });
  const text = readFileSync(log, "utf8");
  const work = /^WORK=(.*)$/m.exec(text)?.[1] ?? "";
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.includes("/compile ") && line.includes(` -p ${name} `));
  const cwd =
    lines
      .slice(0, at)
      .findLast((line) => line.startsWith("cd "))
      ?.slice(3) ?? "/";
  const command = (lines[at] ?? "").replaceAll("$WORK", work).replace(/-o \S+/, `-o ${join(dir, "out.a")}`);
  return (compiler) => ({
    command: ["bash", "-c", command.replace(/^\S+\/compile /, `exec ${compiler} `)],
    cwd,
  });
}
