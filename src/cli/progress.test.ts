import { expect, it } from "vitest";
import { MemoryIo } from "./io.testing.ts";
import { progressView } from "./progress.ts";

const terminal = { stdout: true, stderr: true };

it("writes plain lines where nobody watches", () => {
  const io = new MemoryIo();
  const progress = progressView(io, {}, false);
  progress.step("planning");
  progress.detail("go build");
  progress.clear();
  expect(io.err).toBe("traceinject: planning\n");
});

it("shows details with --verbose", () => {
  const io = new MemoryIo(terminal);
  progressView(io, {}, true).detail("go build");
  expect(io.err).toBe("  go build\n");
});

it("rewrites one line on a terminal, never wider than it, and wipes it once", () => {
  const io = new MemoryIo(terminal);
  const progress = progressView(io, {}, false);
  progress.detail("before any step: nothing to see");
  progress.step("planning");
  progress.detail(`long\n${"x".repeat(200)}`);
  progress.clear();
  progress.clear();
  const [, planning, detail, ...wiped] = io.err.split("\r\x1b[K");
  expect([planning, wiped]).toEqual(["planning", [""]]);
  expect(detail).toMatch(/^planning: long x+…$/);
  expect(detail?.length).toBeLessThan(io.columns);
});

it.each([{ CI: "true" }, { TERM: "dumb" }])("keeps to plain lines with %o", (env) => {
  const io = new MemoryIo(terminal);
  progressView(io, env, false).step("planning");
  expect(io.err).toBe("traceinject: planning\n");
});
