import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diff } from "../app/diff.ts";
import { MemoryIo } from "../cli/io.testing.ts";
import { main } from "../cli/main.ts";
import type { Diff } from "../trace/diff/diff.ts";
import type { Subject } from "../trace/diff/figure.ts";
import type { DiffRow } from "../trace/diff/table.ts";
import { builtReleases, e2eHost, instrumented } from "./shared.testing.ts";

/** Compiles of two packages without imports, again and again, by two releases and of two sources; each is a session. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-diff-"));
const { goos, goarch } = e2eHost();
const [older, newer] = (await builtReleases()).slice(-2);

const loop = "\tfor i := range x {\n\t\tx[i] += i * len(x) ^ x[len(x)-1-i]\n\t}\n";
const sources = (loops: number): Record<string, string> => ({
  tree: `package tree

type Tree[K int | string] struct {
	left, right *Tree[K]
	key         K
}

func (t *Tree[K]) Insert(key K) *Tree[K] {
	if t == nil {
		return &Tree[K]{key: key}
	}
	if key < t.key {
		t.left = t.left.Insert(key)
	} else {
		t.right = t.right.Insert(key)
	}
	return t
}

func Ints(keys ...int) (t *Tree[int]) {
	add := func(key int) { t = t.Insert(key) }
	for _, key := range keys {
		add(key)
	}
	return t
}
`,
  work: `package work

func Grows(x []int) {
${loop.repeat(loops)}}

func Stays(x []int) {
${loop.repeat(2)}}
`,
});

beforeAll(async () => {
  const small = sources(2);
  for (const release of [older!, newer!]) {
    const { goroot } = await instrumented(release);
    const compile = join(goroot, "pkg/tool", `${goos}_${goarch}`, "compile");
    for (let i = 1; i <= 6; i++) {
      record(compile, join(scratch, release.name, String(i)), small);
      if (release === newer) record(compile, join(scratch, "larger", String(i)), sources(60));
    }
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

function record(compile: string, dir: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(dir, "proc"), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = `${name}.go`;
    writeFileSync(join(dir, file), text);
    const { status, stdout } = spawnSync(
      compile,
      ["-p", `example.com/${name}`, "-o", "out.a", "-lang=go1.20", file],
      {
        cwd: dir,
        env: { TRACEINJECT_DIR: join(dir, "proc"), TRACEINJECT_LEVEL: "pass" },
        encoding: "utf8",
      },
    );
    expect(stdout + status).toBe("0");
  }
}

const compare = (before: string, after: string): Promise<Diff> =>
  diff({ ...e2eHost(), cwd: scratch }, { before: [before], after: [after], alpha: 0.01 });
const table = ({ tables }: Diff, subject: Subject) => tables.find((one) => one.subject === subject)!;
const kinds = ({ findings }: Diff): string[] => findings.map(({ kind }) => kind);

test("two releases of Go have the same functions of the same source, by the same ids, and other passes", async () => {
  const found = await compare(older!.name, newer!.name);
  expect(found.traceFindings).toEqual([]);
  expect(kinds(found)).toEqual(["go-version"]);
  expect(found.units).toEqual(["example.com/tree", "example.com/work"]);
  const { rows } = table(found, "function");
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["example.com/tree.Ints", "example.com/work.Grows", "example.com/work.Stays"]),
  );
  expect(names.some((name) => name.startsWith("example.com/tree.(*Tree[go.shape.int]).Insert"))).toBe(true);
  const ids = ({ name, source, idBefore, idAfter }: DiffRow) => [name, source, idBefore === idAfter];
  const inSource = rows.filter(({ source, formerName }) => source && !formerName);
  expect(inSource.map(ids)).toEqual(inSource.map(({ name }) => [name, "same", true]));
  expect(rows.filter(({ source }) => source === "same").length).toBeGreaterThanOrEqual(4);
  const passes = table(found, "pass");
  expect(passes.rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["opt", "regalloc"]));
  expect(passes.removed.length + passes.added.length).toBeGreaterThan(0);
  expect(found.totals.map(({ measure, change }) => [measure, change.before?.n, change.after?.n])).toEqual(
    ["elapsed", "wall", "workers", "allocatedBytes", "textBytes"].map((measure) => [measure, 6, 6]),
  );
});

test("a function that was made larger is the one that changed, down to its passes", async () => {
  const found = await compare(newer!.name, "larger");
  expect(kinds(found)).toEqual([]);
  const { rows, removed, added } = table(found, "function");
  const [first] = rows;
  expect(first).toMatchObject({ name: "example.com/work.Grows", source: "changed" });
  expect(first!.idBefore).not.toBe(first!.idAfter);
  expect(first!.time.significant).toBe(true);
  expect(first!.time.ratio).toBeGreaterThan(3);
  expect(first!.textBytes!.delta).toBeGreaterThan(1000);
  expect(rows.filter(({ source }) => source === "changed")).toEqual([first]);
  expect([removed, added]).toEqual([[], []]);
  expect(rows.filter(({ textBytes }) => textBytes!.delta !== 0)).toEqual([first]);
  expect(table(found, "package").rows[0]).toMatchObject({ name: "example.com/work" });
  expect(table(found, "declaration").rows[0]).toMatchObject({
    name: "example.com/work.Grows",
    source: "changed",
  });
  const regalloc = table(found, "pass").rows.find(({ name }) => name === "regalloc");
  expect(regalloc!.time).toMatchObject({ significant: true, p: expect.closeTo(2 / 924) });
});

test("the command says so in its first sentences, and closes a gate", async () => {
  const io = new MemoryIo();
  const gate = ["diff", newer!.name, "larger", "--fail-above", "5%"];
  expect(await main(gate, { ...e2eHost(), cwd: scratch }, io)).toBe(1);
  expect(io.out.replace(/\s+/g, " ")).toMatch(
    /^From before \(6 sessions\) to after \(6 sessions\), 2 packages .* Changed most: .*function example\.com\/work\.Grows/,
  );
  expect(io.err).toMatch(/^traceinject: worse by more than 5.0 %: machine code \+/m);
});
