import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type BuildState, BuildWatch } from "../app/build-watch.ts";
import { MemoryHost } from "../host/memory.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { buildTitle, followBuild } from "./build-title.ts";
import { MemoryIo } from "./io.testing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const state = (changes: Partial<BuildState>): BuildState => {
  return { compiled: 12, compilesAll: false, running: [], ...changes };
};
const compile = (path: string, seconds: number, tool = "compile") => ({
  tool,
  package: path,
  age: seconds * 1e9,
});

it("says how many packages are compiled, and of how many as far as that is known", () => {
  expect(buildTitle(state({}))).toBe("12 packages compiled");
  expect(buildTitle(state({ compiled: 1, packages: 340 }))).toBe("1 package compiled, of at most 340");
  expect(buildTitle(state({ packages: 340, compilesAll: true }))).toBe("12 of 340 packages compiled");
});

it("names the two slowest that run for two seconds or more, and lets no name command the terminal", () => {
  const running = [compile("net/http", 8.9), compile("app", 4, "link"), compile("os", 3)];
  expect(buildTitle(state({ running }))).toBe("12 packages compiled, net/http 8 s, link app 4 s");
  expect(buildTitle(state({ running: [compile("io", 1.9)] }))).toBe("12 packages compiled");
  const hostile = compile(`${"y".repeat(99)}/\u001b]2;x\u0007`, 3);
  expect(buildTitle(state({ running: [hostile] }))).toBe(
    `12 packages compiled, …${"y".repeat(52)}/\ufffd]2;x\ufffd 3 s`,
  );
});

const terminal = { stdout: false, stderr: true };

/** What is written to stderr by a build that is followed for three looks, each of them after a second. */
async function followed(
  env: Readonly<Record<string, string>>,
  { isTty = terminal, all = false, foreground = true } = {},
) {
  const host = new MemoryHost({ "/s/go/actiongraph.json": graphText("app: < lib\n lib:") }, { env });
  host.foreground = foreground;
  const io = new MemoryIo(isTty);
  const stop = followBuild(new BuildWatch(host, { id: "s", dir: "/s", traceDir: "/s/proc" }, all), host, io);
  await vi.advanceTimersByTimeAsync(3500);
  stop();
  await vi.advanceTimersByTimeAsync(5000);
  return io.err;
}

it("sets the title of a terminal each second, by sequences that print nothing, and gives the old one back", async () => {
  const title = "\x1b]2;0 packages compiled, of at most 2\x1b\\";
  expect(await followed({ TERM: "xterm-256color" })).toBe(`\x1b[22;2t${title}${title}${title}\x1b[23;2t`);
});

it.each([
  ["a terminal that shows progress", { TERM_PROGRAM: "WezTerm" }, true],
  ["Windows Terminal", { WT_SESSION: "1" }, true],
  ["another one", { TERM_PROGRAM: "Apple_Terminal" }, false],
])("shows progress in the bar of %s only", async (_name, env, has) => {
  const term = { TERM: "xterm-256color" };
  expect((await followed({ ...term, ...env })).includes("\x1b]9;4;3;0\x1b\\")).toBe(has);
  const all = await followed({ ...term, ...env }, { all: true });
  expect(all.includes("\x1b]9;4;1;0\x1b\\")).toBe(has);
  expect(all.endsWith("\x1b]9;4;0;0\x1b\\")).toBe(has);
});

it.each([
  ["stderr is no terminal", { TERM: "xterm" }, { isTty: { stdout: true, stderr: false } }],
  ["CI is set", { TERM: "xterm", CI: "1" }, {}],
  ["NO_COLOR is set", { TERM: "xterm", NO_COLOR: "1" }, {}],
  ["the terminal is dumb", { TERM: "dumb" }, {}],
  ["the terminal is not known", {}, {}],
  ["it runs in the background", { TERM: "xterm" }, { foreground: false }],
])("writes nothing where %s", async (_why, env, options) => {
  expect(await followed(env, options)).toBe("");
});

it("writes nothing for a build that is over within a second, nor when a look fails", async () => {
  const host = new MemoryHost({}, { env: { TERM: "xterm" } });
  host.readDir = async () => Promise.reject(new Error("gone"));
  const io = new MemoryIo(terminal);
  const watch = new BuildWatch(host, { id: "s", dir: "/s", traceDir: "/s/proc" }, false);
  followBuild(watch, host, io)();
  const stop = followBuild(watch, host, io);
  await vi.advanceTimersByTimeAsync(2500);
  stop();
  expect(io.err).toBe("");
});
