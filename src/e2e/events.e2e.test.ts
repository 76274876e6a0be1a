import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { events } from "../app/events.ts";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { type Level, levels } from "../trace/event-type.ts";
import type { ContextualEvent } from "../trace/process-events.ts";
import { e2eCache, instrumented, type Release, releases } from "./shared.testing.ts";

/**
 * The events of real builds: at every level they keep the rules of their schema, and their ids are those of the source,
 * wherever it lies and whichever patch release of Go compiles it.
 */
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-events-"));
const all = await releases();
const release = all.at(-1)!;
/** Another patch release of the same minor release, if one is here. */
const sibling = all.slice(0, -1).findLast(({ version }) => version.lang === release.version.lang);

beforeAll(() => instrumented(release));
afterAll(() => rmSync(scratch, { recursive: true }));

const lib = `package lib

type Number interface{ ~int | ~float64 }

func Sum[N Number](list []N) (sum N) {
	each(list, func(n N) { sum += n })
	return sum
}

func each[N Number](list []N, f func(N)) {
	for _, n := range list {
		f(n)
	}
}

type Stack struct{ items []int }

func (s *Stack) Push(n int) { s.items = append(s.items, n) }

func (s Stack) Total() int { return Sum(s.items) }

var handlers = map[string]func(int) int{
	"double": func(n int) int { return n * 2 },
}

func init() { handlers["none"] = nil }

func init() {
	handlers["triple"] = func(n int) int { return n * 3 }
}

func Apply(name string, n int) int {
	f := handlers[name]
	if f == nil {
		return n
	}
	return f(n)
}
`;

/** Writes the module into a folder of that name. A folder compiles nothing twice, so each build needs one of its own. */
function moduleIn(name: string, source = lib): string {
  const dir = join(scratch, name);
  const files = {
    "go.mod": "module example.com/ids\n\ngo 1.19\n",
    "lib/lib.go": source,
    "bad/bad.go": "package bad\n\nfunc F() int { return undefined }\n",
    "app/main.go":
      'package main\n\nimport (\n\t"os"\n\n\t"example.com/ids/lib"\n)\n\nfunc main() { os.Exit(lib.Apply("double", 2)) }\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

function traceinject(cwd: string, ...args: readonly string[]) {
  const env = {
    ...process.env,
    ...{ GOFLAGS: "", GOENV: "off", GOWORK: "off", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: join(cwd, "state") },
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    ...{ cwd, env, encoding: "utf8", maxBuffer: 1 << 30 },
  });
  return { status, stdout, stderr };
}

interface Build {
  readonly level?: Level;
  readonly by?: Release;
}

function build(dir: string, args: readonly string[], { level = "function", by = release }: Build = {}) {
  return traceinject(dir, "--goroot", by.goroot, "--level", level, "go", "build", ...args);
}

const check = (dir: string) => traceinject(dir, "events", "--check");

async function recordedIn(dir: string, event?: string): Promise<ContextualEvent[]> {
  const host = nodeHost();
  const session = join(dir, "state/traceinject/sessions/latest");
  const read = await events({ ...host, cwd: dir }, { traces: [session], event });
  const list: ContextualEvent[] = [];
  for await (const one of read.chosen()) list.push(one);
  return list;
}

test.each(levels)(
  "a package that compiles and one that does not keep the rules at level %s",
  async (level) => {
    const dir = moduleIn(`level-${level}`);
    expect(build(dir, ["./lib"], { level })).toMatchObject({ status: 0, stderr: "" });
    expect(check(dir)).toEqual({ status: 0, stdout: "1 process, 0 findings\n", stderr: "" });
    const names = new Set((await recordedIn(dir)).map(({ event }) => event));
    expect(names.has("FunctionCompiled")).toBe(level === "function" || level === "pass");
    expect(names.has("PassEnd")).toBe(level === "pass");
    expect(names.has("TypeCheckEnd")).toBe(level !== "package");

    expect(build(dir, ["./bad"], { level }).status).toBe(1);
    expect(check(dir)).toEqual({ status: 0, stdout: "1 process, 0 findings\n", stderr: "" });
    const [said] = await recordedIn(dir, "Diagnostic");
    expect(said?.fields).toMatchObject({ line: 3, error: true, text: expect.stringContaining("undefined") });
  },
);

test("a compile knows the build tags that go was given", async () => {
  const dir = moduleIn("tags");
  expect(build(dir, ["-tags", "purple,azure", "./lib"], { level: "package" })).toMatchObject({ status: 0 });
  const [start] = await recordedIn(dir, "CompileStart");
  const { buildTags = [] } = (start?.fields ?? {}) as { readonly buildTags?: readonly string[] };
  expect(buildTags.slice(0, 2)).toEqual(["azure", "purple"]);
  expect(buildTags.slice(2).filter((tag) => !tag.startsWith("goexperiment."))).toEqual([]);
});

test("what the back end's workers say is recorded, with its place", async () => {
  const dir = moduleIn("workers", `${lib}\nfunc At(list []int, i int) int { return list[i] + list[i+1] }\n`);
  const flags = "-gcflags=-d=ssa/check_bce/debug=1 -c=4";
  const { stderr } = build(dir, [flags, "./lib"], { level: "package" });
  const lines = [...stderr.matchAll(/lib\.go:(\d+):(\d+): (Found \w+)/g)].map((line) =>
    line.slice(1).join(":"),
  );
  expect(lines.length).toBeGreaterThan(0);
  const recorded = (await recordedIn(dir, "Diagnostic")).map(({ fields }) => fields as Said);
  expect(recorded.map(({ line, column, text }) => `${line}:${column}:${text}`).sort()).toEqual(lines.sort());
});

interface Said {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

test("a whole build with assembler and linker keeps the rules at level pass, and no event is without its package", async () => {
  const dir = moduleIn("whole");
  expect(build(dir, ["-a", "-o", "app.bin", "./app"], { level: "pass" })).toMatchObject({ status: 0 });
  expect(check(dir)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+ processes, 0 findings\n$/),
  });
  const list = await recordedIn(dir);
  expect(new Set(list.map(({ tool }) => tool))).toEqual(new Set(["asm", "compile", "link"]));
  expect(list.filter(({ importPath, tool }) => importPath === undefined && tool === "compile")).toEqual([]);
  const passes = list.filter(({ event }) => event === "PassEnd");
  expect(passes.length).toBeGreaterThan(10_000);
  expect(passes.filter((pass) => !pass.function || !pass.ids.pass)).toEqual([]);
  const times = list.map(({ time }) => time);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

/** Everything with an id in the module's own package, sorted: what it is, its name, the id. */
async function idsIn(dir: string): Promise<Map<string, string>> {
  const list = await recordedIn(dir, "CompileStart,Declaration,FunctionCompiled");
  const rows = list.map(({ event, fields, ids }): [string, string] => {
    if (event === "CompileStart") return ["package", ids.package];
    const of = fields as { readonly name?: string; readonly hash?: string; readonly symbol?: string };
    return of.symbol ? [of.symbol, ids.function!] : [`declaration ${of.name} ${of.hash}`, ids.declaration!];
  });
  return new Map(rows.sort());
}

async function idsOf(name: string, source = lib, by = release): Promise<Map<string, string>> {
  const dir = moduleIn(name, source);
  expect(build(dir, ["./lib"], { by })).toMatchObject({ status: 0, stderr: "" });
  const ids = await idsIn(dir);
  expect([...ids.keys()]).toContain("example.com/ids/lib.Apply");
  return ids;
}

test("two clones in different folders have the same ids", async () => {
  expect(await idsOf("elsewhere/deeper/clone")).toEqual(await idsOf("clone"));
});

test("comments and layout change no id", async () => {
  const edited = lib
    .replace("package lib", "// Package lib has a comment.\npackage lib\n\n/* and another */")
    .replace("return s", "// the sum\n\n\treturn /* here */ s")
    .replace("{ s.items = append(s.items, n) }", "{\n\ts.items = append(\n\t\ts.items,\n\t\tn,\n\t)\n}");
  expect(await idsOf("edited", edited)).toEqual(await idsOf("unedited"));
});

test("a changed statement changes the ids of its function, and no other function's", async () => {
  const before = await idsOf("before");
  const changed = async (name: string, from: string, to: string): Promise<string[]> => {
    const after = await idsOf(name, lib.replace(from, to));
    expect(after.get("package")).toBe(before.get("package"));
    return [...before.keys()].filter((key) => /^example/.test(key) && after.get(key) !== before.get(key));
  };
  expect(await changed("one", "\t\treturn n\n", "\t\treturn n + 1\n")).toEqual(["example.com/ids/lib.Apply"]);
  expect(await changed("two", "append(s.items, n)", "append(s.items, n, n)")).toEqual([
    "example.com/ids/lib.(*Stack).Push",
  ]);
  expect(await changed("three", "n * 3", "n * 4")).toEqual([
    "example.com/ids/lib.init.1",
    "example.com/ids/lib.init.1.func1",
  ]);
});

test.skipIf(!sibling)(
  "two patch releases of Go give the same ids (skipped where there is only one)",
  async () => {
    await instrumented(sibling!);
    expect(await idsOf("sibling", lib, sibling)).toEqual(await idsOf("newest"));
  },
);
