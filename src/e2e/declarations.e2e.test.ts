import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { builtReleases, e2eHost, instrumented } from "./shared.testing.ts";

/** What the hashes of declarations tell apart and what not, by the instrumented compilers themselves. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-declarations-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const { goos, goarch } = e2eHost();
const compilers = await Promise.all(
  (await builtReleases()).map(async (release) => {
    const { goroot } = await instrumented(release);
    return { name: release.name, path: join(goroot, "pkg/tool", `${goos}_${goarch}`, "compile") };
  }),
);

/** The declarations of a source, as `NAME HASH`. */
function declarations(compiler: string, source: string): string[] {
  const dir = mkdtempSync(join(scratch, "compile-"));
  writeFileSync(join(dir, "p.go"), `package p\n\n${source}\n`);
  const { status, stdout } = spawnSync(compiler, ["-p", "p", "-o", "p.a", "p.go"], {
    cwd: dir,
    env: { TRACEINJECT_DIR: dir, TRACEINJECT_LEVEL: "function" },
    encoding: "utf8",
  });
  expect(stdout + status).toBe("0");
  const [file = ""] = readdirSync(dir).filter((name) => name.endsWith(".span"));
  const { events } = decodeSpanFile(readFileSync(join(dir, file)));
  return events.flatMap((one) =>
    one.event === "Declaration" ? [`${one.fields.name} ${one.fields.hash}`] : [],
  );
}

/** Two declarations of one name that mean something else, but have the same tokens, or nodes, in the same order. */
const different: readonly (readonly [string, string])[] = [
  ["func f(x []int) []int { return x[1:] }", "func f(x []int) []int { return x[:1] }"],
  ["func f(a, b int) {}", "func f(a int) (b int) { return }"],
  ["func f() { for i := 0; ; i++ {} }", "func f() { for i := 0; i < 1; {} }"],
  ["func f() { var x int; _ = x }", "func f() { var x = int; _ = x }; const int = 1"],
  ["func f(x ...int) { f(x...) }", "func f(x ...int) { f(x[0]) }"],
  ["type T = int", "type T int"],
  ["func f(c <-chan int) {}", "func f(c chan<- int) {}"],
  ["func f() { x := 1; x++; _ = x }", "func f() { x := 1; x--; _ = x }"],
  ["type T struct { a int `x`; b int }", "type T struct { a int; b int `x` }"],
  ["func f() { go f() }", "func f() { defer f() }"],
  ['func f() string { return "ab" }', 'func f() string { return "a" + "b" }'],
  ["func f(x int) { switch x { case 1: f(1) } }", "func f(x int) { switch { case x == 1: f(1) } }"],
  ["func f() { L: for { break L } }", "func f() { L: for { continue L } }"],
  ["const ( a = iota; f )", "const ( a = iota + 1; f )"],
];

const same: readonly (readonly [string, string])[] = [
  ["func f(a int) int {\n\treturn a+1 // more\n}", "// f adds.\nfunc f(a int) int { return a + 1 }"],
  ["type T struct {\n\ta int // first\n\n\tb int\n}", "type T struct { a int; b int }"],
  [
    "func f() {\n\tg(1,\n\t\t2)\n}\n\nfunc g(a, b int) {}",
    "func f() { g(1, 2) }\nfunc g(a, b int) { /* none */ }",
  ],
];

const last = (list: readonly string[]): string | undefined =>
  list.find((one) => /^[fT] /.test(one)) ?? list.at(-1);

test.each(compilers)("$name tells what differs apart, and no more", ({ path }) => {
  for (const [one, other] of different)
    expect(last(declarations(path, one)), other).not.toBe(last(declarations(path, other)));
  for (const [one, other] of same) expect(declarations(path, one)).toEqual(declarations(path, other));
});

test("all releases give the same source the same hashes", () => {
  const source =
    "type T struct{ x []int }\nfunc (t *T) M(n int) (s int) {\n\tfor _, v := range t.x[1:n] {\n\t\tswitch v {\n\t\tcase 1, 2:\n\t\t\tgo t.M(v)\n\t\tdefault:\n\t\t\ts += <-c\n\t\t}\n\t}\n\treturn\n}\nvar c = make(chan int, 1<<4)\nconst (\n\tA = iota\n\tB\n)";
  const [first, ...others] = compilers.map(({ path }) => declarations(path, source));
  expect(first?.map((one) => one.split(" ")[0])).toEqual(["T", "T.M", "c", "A", "B"]);
  for (const other of others) expect(other).toEqual(first);
});
