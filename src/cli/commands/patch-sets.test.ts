import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { nodeHost } from "../../host/node.ts";
import { packageRoot } from "../../host/package.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

/** `new-patch` and `patch --test`, in memory; the template is the real one. */
const template = `${packageRoot()}/examples/walk-count`;
const templateFiles = await Promise.all(
  (await nodeHost().listTree(template)).map(async ({ path }): Promise<[string, string]> => {
    const file = `${template}/${path}`;
    return [file, await nodeHost().readFile(file)];
  }),
);

const machine = (files: Readonly<Record<string, string>> = {}): MemoryHost =>
  new MemoryHost({ ...Object.fromEntries(templateFiles), ...files }, { cwd: "/work" });

async function cli(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  return { exitCode: await main(argv, host, io), out: io.out, err: io.err };
}

const below = (host: MemoryHost, dir: string): string[] =>
  [...host.files.keys()].filter((path) => path.startsWith(`${dir}/`)).sort();

it("writes a set whose cases pass at once, and says what to do next", async () => {
  const host = machine();
  const { exitCode, out } = await cli(host, "new-patch", "alloc-count");
  expect(exitCode).toBe(0);
  const set = "/work/alloc-count";
  const payload = `${set}/payload/cmd/compile/internal/alloccount`;
  expect(below(host, set)).toEqual([
    `${set}/README.md`,
    `${set}/alloc-count.patch`,
    `${set}/cases/alloc-count.txtar`,
    `${payload}/count.go`,
    `${payload}/count_test.go`,
    `${payload}/tell.go`,
    `${set}/policy.yaml`,
    `${set}/series`,
  ]);
  expect(out).toContain("./alloc-count/series\n");
  expect(out).toContain("traceinject patch --test --patches ./alloc-count ");
  expect(await cli(host, "patch", "--test", "--patches", "alloc-count")).toEqual({
    exitCode: 0,
    out: "alloc-count: 1 of 1 case passed\n",
    err: "",
  });
});

it("leaves no name of the template in what it writes", async () => {
  const host = machine();
  await cli(host, "new-patch", "alloc-count");
  for (const path of below(host, "/work")) expect(await host.readFile(path), path).not.toMatch(/walk-?count/);
});

it("adds a patch to a set that is there: to its series and its policy, whose other lines stay", async () => {
  const host = machine();
  await cli(host, "new-patch", "first", "--patches", "mine");
  const readme = await host.readFile("/work/mine/README.md");
  const { out } = await cli(host, "new-patch", "second", "--patches", "mine", "--json");
  expect(JSON.parse(out)).toMatchObject({ set: "/work/mine", added: true });
  expect(await host.readFile("/work/mine/series")).toMatch(
    /\nrebuild cmd\/compile\nfirst\.patch\nsecond\.patch\n$/,
  );
  expect(await host.readFile("/work/mine/policy.yaml")).toMatch(
    /^# What may differ.*internal\/first:.*internal\/second:/s,
  );
  expect(await host.readFile("/work/mine/README.md")).toBe(readme);
  expect((await cli(host, "patch", "--test", "--patches", "mine")).out).toBe("mine: 2 of 2 cases passed\n");
});

it.each([
  ["func", "no name"],
  ["1st", "no name"],
  ["../up", "no name"],
  ["", "needs a name"],
  ["base", "the compiler has something of the name base"],
  ["walk", "the compiler has something of the name walk"],
])("refuses the name %j", async (name, message) => {
  const host = machine();
  expect(await cli(host, "new-patch", name)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining(message),
  });
  expect(below(host, "/work")).toEqual([]);
});

it("writes nothing into a folder whose name could not be that of a set, or into a set that is none", async () => {
  const host = machine({ "/work/bad/series": "nonsense\n" });
  expect((await cli(host, "new-patch", "x", "--patches", "a b")).err).toContain("the name of its folder");
  expect((await cli(host, "new-patch", "x", "--patches", "bad")).err).toContain("/work/bad/series:1");
  expect(below(host, "/work")).toEqual(["/work/bad/series"]);
});

it("replaces no file: neither of a set, nor of a folder that is none", async () => {
  const host = machine({ "/work/full/note.txt": "mine" });
  await cli(host, "new-patch", "twice");
  const before = await host.readFile("/work/twice/twice.patch");
  expect((await cli(host, "new-patch", "twice")).err).toMatch(/there is a \S*twice\S* in twice/);
  expect((await cli(host, "new-patch", "full")).err).toContain("/work/full is not empty, and no patch set");
  expect(await host.readFile("/work/twice/twice.patch")).toBe(before);
  expect(below(host, "/work/full")).toEqual(["/work/full/note.txt"]);
});

const patch = "patch p\nchange c\npackage cmd/x\n\n func Main(...) {\n+\thook()\n \t...\n }\n";
const source = "-- cmd/x/x.go --\npackage x\n\nfunc Main() {\n\trun()\n}\n";
const wanted = "-- want/cmd/x/x.go --\npackage x\n\nfunc Main() {\n\thook()\n//line :4:1\n\trun()\n}\n";
const set = {
  "/work/mine/series": "rebuild cmd/x\np.patch\n",
  "/work/mine/p.patch": patch,
  "/work/mine/cases/p.txtar": source + wanted,
};

const test = (host: MemoryHost, ...words: string[]) =>
  cli(host, "patch", "--test", "--patches", "mine", ...words);

it("fails a case that wants something else, shows the difference, and rewrites it if told to", async () => {
  const host = machine({ ...set, "/work/mine/cases/p.txtar": source + wanted.replace("hook", "look") });
  const failed = await test(host);
  expect(failed.exitCode).toBe(1);
  expect(failed.out).toMatch(
    /^FAIL cases\/p\.txtar\n(.*\n)*-\tlook\(\)\n\+\thook\(\)\n(.*\n)*mine: 0 of 1 case passed\n$/,
  );
  expect((await test(host, "--update")).exitCode).toBe(0);
  expect(await host.readFile("/work/mine/cases/p.txtar")).toBe(source + wanted);
  expect((await test(host)).exitCode).toBe(0);
});

it("takes drift for what comes out where a patch does not fit", async () => {
  const host = machine({ ...set, "/work/mine/cases/p.txtar": source.replace("Main", "Other") });
  await test(host, "--update");
  expect(await host.readFile("/work/mine/cases/p.txtar")).toContain("-- drift --\ndeclaration-missing: p/c");
});

it("lets the head of a case choose the release and the patch", async () => {
  const ranged = patch.replace("package", "until go1.22\npackage");
  const host = machine({
    ...set,
    "/work/mine/p.patch": ranged,
    "/work/mine/cases/old.txtar": `go go1.21.13\npatch p\n${source}${wanted}`,
    "/work/mine/cases/p.txtar": source,
  });
  const { exitCode, out } = await test(host, "--json");
  expect(exitCode).toBe(0);
  const passed = { passed: true, diff: "", faults: [] };
  expect(JSON.parse(out).sets).toEqual([
    {
      patchSet: "mine",
      cases: [
        { name: "cases/old.txtar", ...passed },
        { name: "cases/p.txtar", ...passed },
      ],
      untested: [],
    },
  ]);
});

it("names patches without a case, and passes no set without one", async () => {
  const { "/work/mine/cases/p.txtar": _, ...bare } = set;
  expect(await test(machine(bare))).toMatchObject({
    exitCode: 1,
    out: "no case is about p.patch\nmine: 0 of 0 cases passed\n",
  });
});

it.each([
  [{ "/work/mine/cases/other.txtar": source }, "/work/mine/cases/other.txtar: it holds no patch"],
  [{ "/work/mine/cases/p.txtar": `go go1.x\n${source}` }, "`go1.x` is no Go release"],
])("says which case cannot be run", async (files, message) => {
  const { exitCode, err } = await test(machine({ ...set, ...files }));
  expect(exitCode).toBe(2);
  expect(err).toContain(message);
});
