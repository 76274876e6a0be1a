import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/host/package.ts";
import { run } from "./measure.ts";

/** What calls of the injected package cost, by the names of its Go benchmarks. */
export interface SpanCosts {
  /** Nanoseconds; the smallest of several measurements, which other load on the machine makes only larger. */
  readonly nanoseconds: ReadonlyMap<string, number>;
  /** For the reader. */
  readonly lines: readonly string[];
}

/** Runs the benchmarks of the injected package in a copy of it below `dir`: as a module of its own, it needs no toolchain. */
export function spanCosts(go: string, dir: string): SpanCosts {
  const copy = join(dir, "buildtrace");
  mkdirSync(copy);
  cpSync(join(packageRoot(), "patches/compile/payload/cmd/internal/buildtrace"), copy, { recursive: true });
  writeFileSync(join(copy, "go.mod"), "module cmd/internal/buildtrace\n\ngo 1.17\n");
  const log = join(dir, "benchmarks");
  const flags = "-run '^$' -bench . -benchtime 100ms -count 7 -cpu 1";
  const env = { GOTOOLCHAIN: "local", GOFLAGS: "", GOENV: "off", GOWORK: "off" };
  run({ name: "benchmarks", command: ["bash", "-c", `"${go}" test ${flags} . >"${log}"`], cwd: copy, env });
  const nanoseconds = new Map<string, number>();
  for (const [, name, time] of readFileSync(log, "utf8").matchAll(
    /^Benchmark(\S+)\s+\d+\s+([\d.]+) ns\/op/gm,
  ))
    nanoseconds.set(name!, Math.min(nanoseconds.get(name!) ?? Number.POSITIVE_INFINITY, Number(time)));
  const lines = [...nanoseconds].map(
    ([name, time]) => `one call, ${name}: ${time.toFixed(time < 10 ? 1 : 0)} ns`,
  );
  return { nanoseconds, lines };
}
