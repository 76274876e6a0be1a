import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FuncFacts } from "./facts.ts";

/** What the go/parser of a GOROOT says about these files, by path. A plain error if that Go does not run, or reads one not. */
export function goParser(goroot: string, paths: readonly string[]): Map<string, readonly FuncFacts[]> {
  const lines = withTempDir((dir) => {
    cpSync(fileURLToPath(new URL("oracle/main.go", import.meta.url)), join(dir, "main.go"));
    const env = { ...process.env, GOFLAGS: "", GOTOOLCHAIN: "local", GOWORK: "off", GOROOT: goroot };
    return execFileSync(join(goroot, "bin/go"), ["run", "main.go"], {
      cwd: dir,
      env,
      input: paths.join("\n"),
      encoding: "utf8",
      maxBuffer: 1e9,
    });
  });
  const answers = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  return new Map(answers.map(({ file, functions }) => [file, functions]));
}

/** Does some work in a folder that is there for no longer. */
export function withTempDir<T>(work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), "traceinject-oracle-"));
  try {
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
