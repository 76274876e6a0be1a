import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import { e2eCache, e2eHost } from "./shared.testing.ts";

/** One compile of a package of std, by the compiler itself: what it said, what it made, and its trace. */
export interface Compiled {
  readonly object: string;
  readonly output: string;
  readonly trace: SpanFile;
}

/** Compiles packages of std again and again, always by the same command. They must have no assembly. */
export interface Compiler {
  compile(
    name: string,
    env: Readonly<Record<string, string>>,
    ...flags: readonly string[]
  ): Promise<Compiled>;
}

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Export?: string;
  readonly GoFiles?: readonly string[];
}

/** Builds what the packages import, and gives the compiler of the toolchain; its files are in folders below `scratch`. */
export async function compilerFor(
  { goroot, goBinary }: Toolchain,
  packages: readonly string[],
  scratch: string,
): Promise<Compiler> {
  const host = e2eHost();
  const env = { ...host.env, GOTOOLCHAIN: "local", GOENV: "off", GOFLAGS: "", CGO_ENABLED: "0" };
  const list = ["list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", ...packages];
  const cache = { GOCACHE: join(e2eCache(), "gocache") };
  const { stdout, stderr } = await host.run({
    file: goBinary,
    args: list,
    env: { ...env, ...cache },
    cwd: scratch,
  });
  const listed = JSON.parse(`[${stdout.replace(/^\}\n\{/gm, "},{")}]`) as Listed[];
  const lines = listed.map(({ ImportPath, Export }) => `packagefile ${ImportPath}=${Export}\n`);
  const importConfig = join(scratch, "importcfg");
  writeFileSync(importConfig, lines.join(""));
  return {
    async compile(name, settings, ...flags) {
      const found = listed.find(({ ImportPath }) => ImportPath === name);
      if (!found) throw new Error(`${name} is not listed: ${stderr}`);
      const dir = mkdtempSync(join(scratch, "compile-"));
      const object = join(dir, "out.a");
      const common = ["-p", name, "-std", "-pack", "-importcfg", importConfig, "-o", object];
      const files = (found.GoFiles ?? []).map((file) => join(found.Dir, file));
      const traces = join(dir, "proc");
      mkdirSync(traces);
      const result = await host.run({
        file: join(goroot, "pkg/tool", `${host.goos}_${host.goarch}`, "compile"),
        args: [...common, ...flags, ...files],
        env: { ...env, TRACEINJECT_DIR: traces, ...settings },
        cwd: dir,
      });
      if (result.exitCode !== 0) throw new Error(`compile of ${name}: ${result.stdout}${result.stderr}`);
      return { object, output: result.stdout + result.stderr, trace: onlyTrace(traces) };
    },
  };
}

function onlyTrace(dir: string): SpanFile {
  const [file, ...more] = readdirSync(dir).filter((name) => name.endsWith(".span"));
  if (file === undefined || more.length > 0)
    throw new Error(`${more.length + 1} span files in ${dir}, one is expected`);
  return decodeSpanFile(readFileSync(join(dir, file)));
}
