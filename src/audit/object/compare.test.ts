import { expect, it } from "vitest";
import { compareObjects } from "./compare.ts";
import { type TestSymbol, testArchive, testFunction, testObject, testTables } from "./object.testing.ts";

/** Compares a package `p` before and after; other packages are the same on both sides. */
async function compare(before: readonly TestSymbol[], after: readonly TestSymbol[], q: TestSymbol[] = []) {
  const file = (path: string, id: string, symbols: readonly TestSymbol[]) => ({
    package: path,
    id,
    read: async () => testArchive({ "_go_.o": testObject(symbols) }),
  });
  return compareObjects({
    stock: [file("p", "1", before), file("q", "3", q)],
    instrumented: [file("p", "2", after), file("q", "3", q)],
    tables: testTables,
    goarch: "amd64",
  });
}

/** What differs, in lines. */
async function differences(before: readonly TestSymbol[], after: readonly TestSymbol[]): Promise<string[]> {
  const { changed, renamed, added, removed, data } = await compare(before, after);
  return [
    ...changed.map((one) => `${one.after.name}: ${one.facts.join(" ")}`),
    ...renamed.map((one) => `${one.before.name} -> ${one.after.name}`),
    ...added.map(({ name }) => `+${name}`),
    ...removed.map(({ name }) => `-${name}`),
    ...data.map(({ name, kind }) => `${kind} ${name}`),
  ];
}

const f = (name: string, one = {}): TestSymbol[] => testFunction(`p.${name}`, one);

it("finds no difference between functions that lie elsewhere in the object", async () => {
  const first = [...f("A", { calls: ["p.B", "q#1 q.C", "builtin runtime.newobject"] }), ...f("B")];
  const second = [...f("B"), ...f("A", { calls: ["p.B", "q#1 q.C", "builtin runtime.newobject"] })];
  expect(await differences(first, second)).toEqual([]);
  expect((await compare(first, second)).functions).toEqual({ compared: 2, identical: 2 });
});

it.each([
  ["code", { code: [0x90, 0xc3] }],
  ["relocations", { calls: ["p.A"] }],
  ["frame", { frame: 16 }],
  ["args", { args: 24 }],
  ["arginfo", { argInfo: [1] }],
  ["pcsp", { pcsp: [[0, 2]] }],
  ["nosplit", { flag: 1 << 4 }],
  ["flags", { infoFlags: 1 }],
  ["flags", { flag: 1 }],
  ["linkname", { flag2: 1 << 2 }],
  ["abi", { flag2: 1 << 3 }],
  ["lines", { startLine: 7 }],
  ["inlining", { inlines: ["p.B"] }],
])("sees that a function differs in %s, and in nothing else", async (fact, after) => {
  expect(await differences([...f("A"), ...f("B")], [...f("A", after), ...f("B")])).toEqual([`p.A: ${fact}`]);
});

it("counts what a changed function refers to more and less often, by class and target", async () => {
  const text = { name: 'go:string."x"', group: "content", data: [0x78] } as const;
  const { changed } = await compare(
    [...f("A", { code: [1], calls: ["p.B", "p.B"] }), ...f("B"), text],
    [...f("A", { code: [2], calls: ["p.B", "q#4 q.Hook"], addresses: [text.name] }), ...f("B"), text],
  );
  expect(changed[0]?.references).toEqual([
    { kind: "address", target: 'go:string."x"', count: 1 },
    { kind: "call", target: "p.B", count: -1 },
    { kind: "call", target: "q.Hook", count: 1 },
  ]);
});

it("tells in whose inlined code a reference stands that was lost or gained", async () => {
  const inlined = { inlines: ["p.Outer", "p.Inner"], calls: ["p.B", "p.B", "p.B", "p.C"] };
  const { changed } = await compare(
    [...f("A", { code: [1], calls: ["p.B", "p.D"] }), ...f("B")],
    [
      ...f("A", {
        code: [2],
        ...inlined,
        pcinline: [
          [-1, 1],
          [1, 1],
          [0, 1],
          [-1, 1],
        ],
      }),
      ...f("B"),
    ],
  );
  expect(changed[0]?.references).toEqual([
    { kind: "call", target: "p.B", count: 2, within: [["p.Outer"], ["p.Outer", "p.Inner"]] },
    { kind: "call", target: "p.C", count: 1 },
    { kind: "call", target: "p.D", count: -1 },
  ]);
});

it("compares static temporaries by content, whatever number they have", async () => {
  const static1 = (number: number, byte: number): TestSymbol => ({ name: `p..stmp_${number}`, data: [byte] });
  const user = (number: number): TestSymbol[] => f("A", { addresses: [`p..stmp_${number}`] });
  expect(await differences([...user(1), static1(1, 5)], [...user(2), static1(2, 5)])).toEqual([]);
  expect(await differences([...user(1), static1(1, 5)], [...user(2), static1(2, 6)])).toEqual([
    "p.A: relocations",
  ]);
});

it("ends where content-addressed symbols refer to each other", async () => {
  const ring = ["p..stmp_1", "p..stmp_2"].map(
    (name, i, all): TestSymbol => ({ name, relocations: [{ type: "R_ADDR", target: all[1 - i]! }] }),
  );
  const user = f("A", { addresses: ["p..stmp_1"] });
  expect(await differences([...user, ...ring], [...user, ...ring])).toEqual([]);
});

it("takes closures with the same content under another number for renumbered, and what hangs on them", async () => {
  const before = [
    ...f("A", { addresses: ["p.A.func1·f"] }),
    ...f("A.func1", { code: [1], calls: ["p.A.func1.1"] }),
    ...f("A.func1.1", { code: [2] }),
    { name: "p.A.func1·f", relocations: [{ type: "R_ADDR", target: "p.A.func1" }] },
  ];
  const after = [
    ...f("A", { addresses: ["p.A.func2·f"] }),
    ...f("A.func1", { code: [7] }),
    ...f("A.func2", { code: [1], calls: ["p.A.func2.1"] }),
    ...f("A.func2.1", { code: [2] }),
    { name: "p.A.func2·f", relocations: [{ type: "R_ADDR", target: "p.A.func2" }] },
  ];
  expect(await differences(before, after)).toEqual([
    "p.A.func1 -> p.A.func2",
    "p.A.func1.1 -> p.A.func2.1",
    "+p.A.func1",
  ]);
});

it("keeps a closure that lost its name to another apart from it", async () => {
  const before = [...f("A"), ...f("A.func1", { code: [1] }), ...f("A.func2", { code: [2] })];
  const after = [...f("A"), ...f("A.func1", { code: [2] })];
  expect(await differences(before, after)).toEqual(["p.A.func2 -> p.A.func1", "-p.A.func1"]);
});

it("looks at closures that are content-addressed as at any function (go1.27)", async () => {
  const closure = (code: number[]): TestSymbol[] => f("A.func1", { code, group: "content" });
  expect(await differences(closure([1]), closure([2]))).toEqual(["p.A.func1: code"]);
});

it("names functions that are inlined from packages whose names are not in the object", async () => {
  const q = [...testFunction("q.One"), ...testFunction("q.Two")];
  const inlined = { inlines: ["q#4"] }; // each function of q takes two symbols of the package
  const { instrumented } = await compare(f("A"), f("A", { inlines: ["q#2"] }), q);
  expect(instrumented[0]?.inlines).toEqual(["q.Two"]);
  expect((await compare(f("A"), f("A", inlined), q)).instrumented[0]?.inlines).toEqual(["q.#4"]);
});

it("lists data symbols that differ, but not those known by their content", async () => {
  const before = [
    { name: "p.x", kind: "SDATA", data: [1] },
    { name: "p.gone", kind: "SDATA", data: [1] },
    { name: 'go:string."a"', group: "content", data: [0x61] },
  ] as const;
  const after = [
    { name: "p.x", kind: "SDATA", data: [2] },
    { name: "p.new", kind: "SDATA", data: [1] },
    { name: 'go:string."b"', group: "content", data: [0x62] },
  ] as const;
  expect(await differences(before, after)).toEqual(["removed p.gone", "added p.new", "changed p.x"]);
});

it("reads no object that has the same id on both sides, and says which packages came and went", async () => {
  const unread = { package: "same", id: "1", read: () => Promise.reject(new Error("read")) };
  const lone = (path: string) => ({
    package: path,
    id: path,
    read: async () => testArchive({ "_go_.o": testObject(testFunction(`${path}.F`)) }),
  });
  const { packages, added, removed } = await compareObjects({
    stock: [unread, lone("old")],
    instrumented: [unread, lone("new")],
    tables: testTables,
    goarch: "amd64",
  });
  expect(packages.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    "new added",
    "old removed",
    "same identical",
  ]);
  expect([added, removed].map((list) => list.map(({ name }) => name))).toEqual([["new.F"], ["old.F"]]);
});

it("says what it cannot read, and why", async () => {
  const compareBytes = (bytes: Buffer) =>
    compareObjects({
      stock: [{ package: "p", id: "1", read: async () => bytes }],
      instrumented: [],
      tables: testTables,
      goarch: "amd64",
    });
  await expect(compareBytes(Buffer.from("ELF"))).rejects.toMatchObject({ code: "unknown-object-format" });
  const other = Buffer.from("go object linux amd64 go1.99\n!\n\0go199ld" + " ".repeat(200), "latin1");
  await expect(compareBytes(testArchive({ "_go_.o": other }))).rejects.toMatchObject({
    code: "unknown-object-format",
    message: expect.stringContaining('it begins with "\\u0000go199ld"'),
  });
});
