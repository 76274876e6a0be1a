import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import type { Command, RunResult } from "../../host/host.ts";
import { MemoryHost } from "../../host/memory.ts";
import { compareDiagnostics } from "./diagnostics.ts";

type Answer = (compiler: "stock" | "instrumented", file: string, run: number) => Partial<RunResult>;

async function compared(programs: readonly string[], answer: Answer) {
  let run = 0;
  const host = new MemoryHost(Object.fromEntries(programs.map((file) => [`/stock/${file}`, ""])), {
    answer: ({ file, args }: Command) =>
      answer(file.startsWith("/stock/") ? "stock" : "instrumented", args.at(-1) ?? "", ++run),
  });
  const job = {
    stock: { name: "stock", goroot: "/stock", goBinary: "/stock/bin/go" },
    instrumented: { name: "instrumented", goroot: "/own", goBinary: "/own/bin/go" },
    tracing: ["off", "on"],
    programs,
    exports: new Map([["fmt", "/cache/fmt-d"]]),
    dir: "/scratch",
  } as const;
  return { host, proof: await compareDiagnostics(host, job, silentProgress) };
}

const refused: Answer = (_compiler, file) => ({ exitCode: 2, stdout: `${file}:1:1: syntax error\n` });

it("runs both compilers alike on every program, in its folder, with imports at hand", async () => {
  const { host, proof } = await compared(["src/a.go", "src/b/c.go"], refused);
  expect(proof).toEqual({
    programs: 2,
    refused: 2,
    tracing: ["off", "on"],
    differences: [],
    nonDeterministic: [],
  });
  expect(host.ran).toHaveLength(6);
  const folders = new Set(host.ran.map(({ cwd, args }) => `${cwd} ${args.at(-1)}`));
  expect([...folders].sort()).toEqual(["/stock/src a.go", "/stock/src/b c.go"]);
  expect(await host.readFile("/scratch/importcfg")).toBe("packagefile fmt=/cache/fmt-d\n");
});

it("never lets a compiler write to /dev/null, which it would remove on an error", async () => {
  const { host } = await compared(["a.go"], refused);
  for (const { args } of host.ran) expect(args[args.indexOf("-o") + 1]).toMatch(/^\/scratch\/out-\d\.o$/);
});

it("names the exit codes, or the first line that is not the same", async () => {
  const { proof } = await compared(["code.go", "text.go"], (compiler, file, run) => {
    if (compiler === "stock") return refused(compiler, file, run);
    return file === "code.go"
      ? { exitCode: 0 }
      : { exitCode: 2, stdout: `${file}:1:1: syntax error\nmore\n` };
  });
  expect(proof.differences.filter(({ tracing }) => tracing === "on")).toEqual([
    { file: "code.go", tracing: "on", what: "exit code", stock: "2", instrumented: "0" },
    { file: "text.go", tracing: "on", what: "stdout", stock: "", instrumented: "more" },
  ]);
});

it("lists a program to which stock Go itself gives two answers, and counts no difference there", async () => {
  const { proof } = await compared(["a.go"], (_compiler, _file, run) => ({
    exitCode: 2,
    stderr: `0x${run}`,
  }));
  expect(proof).toMatchObject({ differences: [], nonDeterministic: ["a.go"] });
});
