import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Job, run } from "./measure.ts";

/** A command that compiles one package, for any compiler, with more flags if there are any. */
export type CompileCommand = (compiler: string, ...flags: readonly string[]) => Omit<Job, "name">;

/**
 * The command by which the go command compiles a package, made to run again with any compiler. Builds the package, and
 * keeps what was built below `dir`; `cwd` is a folder of its module.
 */
export function captureCompile(go: string, name: string, dir: string, cwd = "/"): CompileCommand {
  const log = join(dir, "log");
  const tmp = mkdtempSync(join(dir, "work-"));
  const script = `"${go}" build -a -x -work -o /dev/null ${name} 2>"${log}"`;
  run({
    name: "capture",
    command: ["bash", "-c", script],
    cwd,
    env: { GOTOOLCHAIN: "local", GOFLAGS: "", GOTMPDIR: tmp, CGO_ENABLED: "0" },
  });
  const text = readFileSync(log, "utf8");
  const work = /^WORK=(.*)$/m.exec(text)?.[1] ?? "";
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.includes("/compile ") && line.includes(` -p ${name} `));
  const from = lines.slice(0, at).findLast((line) => line.startsWith("cd "));
  const command = (lines[at] ?? "").replaceAll("$WORK", work).replace(/-o \S+/, `-o ${join(dir, "out.a")}`);
  return (compiler, ...flags) => ({
    command: ["bash", "-c", command.replace(/^\S+\/compile /, `exec ${[compiler, ...flags].join(" ")} `)],
    cwd: from?.slice(3) ?? "/",
  });
}
