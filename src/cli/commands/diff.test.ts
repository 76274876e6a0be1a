import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { jitters, type SampleSession, sampleBuild, sampleFiles } from "../../trace/diff/session.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

/** Sessions by the paths of their folders. */
function hostWith(sessions: Readonly<Record<string, SampleSession>>): MemoryHost {
  const files = Object.entries(sessions).flatMap(([dir, session]) =>
    Object.entries(sampleFiles(session)).map(([name, data]) => [`${dir}/${name}`, data] as const),
  );
  return new MemoryHost(Object.fromEntries(files), { cwd: "/work" });
}

/** `/work/a/1` to `/work/a/6` and `/work/b/1` to `/work/b/6`, of which one function takes `scale` times as long. */
function repeated(scale: number): MemoryHost {
  const side = (dir: string, options: { readonly scale: number }) =>
    jitters.map((jitter, i) => [`/work/${dir}/${i + 1}/proc`, sampleBuild(jitter, options)]);
  return hostWith(Object.fromEntries([...side("a", { scale: 1 }), ...side("b", { scale })]));
}

async function diff(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(["diff", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err };
}

it("takes sessions with commas between, or a folder of them, and says how many there are", async () => {
  const host = repeated(2);
  const list = (dir: string): string => [1, 2, 3, 4, 5, 6].map((n) => `${dir}/${n}`).join();
  const [listed, folders] = [await diff(host, list("a"), list("b")), await diff(host, "a", "b")];
  expect(listed).toEqual(folders);
  expect([listed.exitCode, listed.err]).toEqual([0, ""]);
  expect(listed.out).toMatch(/^From before \(6 sessions\) to after \(6 sessions\), 2 packages/);
});

it("refuses two formats at once", async () => {
  const { exitCode, out, err } = await diff(repeated(2), "a", "b", "--format", "text", "--json");
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain("--format text and --json exclude each other");
});

it("takes - for stdout", async () => {
  const host = repeated(2);
  expect(await diff(host, "a", "b", "--md", "-o", "-")).toEqual(await diff(host, "a", "b", "--md"));
  expect(await host.stat("/work/-")).toBeUndefined();
});

it("takes ids, and latest, and names recorded sessions by their ids", async () => {
  const sessions = "/home/user/.local/state/traceinject/sessions";
  const ids = ["20260102T030405678Z-9f0c2a", "20260102T030505678Z-0a1b2c"];
  const host = hostWith(Object.fromEntries(ids.map((id, i) => [`${sessions}/${id}/proc`, sampleBuild(i)])));
  const { out } = await diff(host, "9f0c2a", "latest", "--json");
  const { before, after } = JSON.parse(out);
  expect([before, after]).toEqual(ids.map((name) => [{ name, goVersion: "go1.26.0" }]));
});

it("shows one table with --by, of --top rows", async () => {
  const { out } = await diff(repeated(2), "a", "b", "--by", "function", "--top", "1");
  expect(out).toMatch(/^function +before +after +change +% +p$/m);
  expect(out).not.toMatch(/^phase /m);
  expect(out).toContain("The first 1 of 3 functions;");
  expect((await diff(repeated(2), "a", "b", "--by", "weather")).exitCode).toBe(2);
});

it("writes JSON and Markdown, to a file if one is named", async () => {
  const host = repeated(2);
  expect(JSON.parse((await diff(host, "a", "b", "--json")).out)).toMatchObject({
    schema: "traceinject-diff",
  });
  const { out } = await diff(host, "a", "b", "--md");
  expect(out).toMatch(/^## What changed\n/);
  expect((await diff(host, "a", "b", "--md", "-o", "diff.md")).out).toBe("");
  expect(await host.readFile("/work/diff.md")).toBe(out);
});

it("ends with exit code 1 where a total grew significantly by more than --fail-above, and says which", async () => {
  const worse = await diff(repeated(3), "a", "b", "--fail-above", "5%");
  expect(worse.exitCode).toBe(1);
  expect(worse.err).toMatch(/^traceinject: worse by more than 5.0 %: wall time of the processes \+8\.\d %/m);
  for (const [scale, limit] of [
    [3, "50%"],
    [1, "5"],
    [0.3, "0%"],
  ] as const)
    expect(await diff(repeated(scale), "a", "b", "--fail-above", limit)).toMatchObject({
      exitCode: 0,
      err: "",
    });
});

it("refuses a gate that could never close", async () => {
  const few = await diff(repeated(3), "a/1,a/2,a/3", "b/1,b/2,b/3", "--fail-above", "5%");
  expect(few).toMatchObject({ exitCode: 2, out: "" });
  expect(few.err).toContain("--fail-above can tell nothing from 3 sessions and 3 sessions");
  expect((await diff(repeated(3), "a", "b", "--fail-above", "much")).err).toContain("is no share");
});

it("ends with exit code 1 where a trace is damaged, and compares the rest", async () => {
  const host = repeated(1);
  await host.writeFile("/work/b/3/proc/other.span", "something else");
  const { exitCode, out, err } = await diff(host, "a", "b");
  expect(exitCode).toBe(1);
  expect(err).toContain("traces are damaged");
  expect(out).toContain("error: Not a span file (1 file)");
  expect(out).toContain("b/3/other.span");
  expect(out).toContain("2 packages");
});

it("ends with exit code 1 where there is nothing to compare, gate or not", async () => {
  const host = hostWith({
    ...Object.fromEntries([1, 2, 3, 4].map((n) => [`/work/a/${n}/proc`, { "example.com/a": {} }])),
    ...Object.fromEntries([1, 2, 3, 4].map((n) => [`/work/b/${n}/proc`, { "example.com/b": {} }])),
  });
  const { exitCode, out } = await diff(host, "a", "b", "--fail-above", "5%");
  expect(exitCode).toBe(1);
  expect(out).toContain("there is nothing that all sessions have compiled");
  expect(out).toContain("error: Nothing in common");
});

it("refuses a session twice on one side, an empty side, and an alpha that is no probability", async () => {
  const host = repeated(1);
  expect((await diff(host, "a/1,a/1", "b")).err).toContain("a/1 is named twice on one side");
  expect((await diff(host, "a", ",")).err).toContain("a side has no session");
  expect((await diff(host, "a", "b", "--alpha", "5")).err).toContain("5 is no probability between 0 and 1");
  expect((await diff(host, "a", "nowhere")).err).toContain("no session is called nowhere");
  expect((await diff(host, "a")).exitCode).toBe(2);
});

it("takes span files, and says where a session is compared with itself", async () => {
  const host = hostWith({ "/work/a/proc": sampleBuild(0) });
  const [file = ""] = Object.keys(sampleFiles(sampleBuild(0)));
  const { exitCode, out } = await diff(host, `a/proc/${file}`, `a/proc/${file}`);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/, 1 package that/);
  expect(out).toContain("warning: A session on both sides");
});

it("shows the passes within the functions that changed most, and names the first in a sentence", async () => {
  for (const words of [[], ["--by", "function"], ["--md"]]) {
    const { out } = await diff(repeated(3), "a", "b", ...words);
    expect(out).toMatch(/in function.*pass.*before.*after.*change/);
    expect(out.replace(/\s+/g, " ")).toMatch(
      /function .*main \+180 µs \([^)]*\), of it pass regalloc \+180 µs/,
    );
  }
  expect((await diff(repeated(3), "a", "b", "--by", "pass")).out).not.toContain("in function");
});

it("writes them into its JSON, by the documented schema", async () => {
  const schema = JSON.parse(readFileSync(new URL("../../../docs/diff.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const found = JSON.parse((await diff(repeated(3), "a", "b", "--json")).out);
  expect(found.functionPasses[0]).toMatchObject({ function: "main.main", package: "example.com/cmd/app" });
  expect(validate(found) || validate.errors).toBe(true);
});
