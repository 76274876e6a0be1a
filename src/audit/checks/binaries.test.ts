import { expect, it } from "vitest";
import type { BinaryComparison, BinaryFunction, LinkCheck } from "../binary/comparison.ts";
import type { ObjectComparison, ObjectFunction } from "../object/comparison.ts";
import type { AuditSubject } from "../subject.ts";
import { binaryChecks } from "./binaries.ts";

const identity = {
  sha256: "",
  buildId: "",
  goVersion: "go1.26.8",
  goos: "linux",
  goarch: "amd64",
  size: 1,
  functions: 2,
};
const tied: LinkCheck = {
  ...{ tied: 2, untied: [], tables: [], origins: new Map() },
  deepest: { bytes: 640, functions: ["a.F"] },
};
const linked = (name: string): BinaryFunction => ({ name, size: 1, frame: 0, args: 0 });

const good: BinaryComparison = {
  stock: identity,
  instrumented: identity,
  settings: { compared: 3, different: [] },
  unlike: undefined,
  changed: [],
  added: [],
  removed: [],
  compared: 2,
  undecided: [],
  stripped: [],
  data: { sections: [".rodata", ".data"], bytes: 9, different: [] },
  sameEntry: true,
  unpadded: [],
  links: { stock: tied, instrumented: tied },
  baseline: { kind: "same-bytes" },
  frameInformation: { compared: 2, different: [] },
};

function subject(changes: Partial<BinaryComparison>, more: Partial<AuditSubject> = {}): AuditSubject {
  const missing = { missing: "not part of this test" };
  const planned = { symbol: "a.Planned", line: 3, reason: "test", frame: {}, calls: [] };
  return {
    goos: "linux",
    goarch: "amd64",
    policy: { file: "policy.yaml", functions: [planned], packages: [], data: [] },
    planned: [],
    objects: missing,
    binaries: { value: { ...good, ...changes } },
    sources: missing,
    installed: missing,
    installedFiles: missing,
    refused: undefined,
    ...more,
  };
}

/** What a check looked at, then its findings; or why it was not made. */
function run(id: string, about: AuditSubject): string[] {
  const outcome = binaryChecks.find((check) => check.id === id)!.run(about);
  if (outcome.kind === "not-checked") return [`not checked: ${outcome.why}`];
  return [outcome.looked, ...outcome.findings.map((one) => `${one.check} ${one.subject}: ${one.message}`)];
}

const ids = binaryChecks.map(({ id }) => id);

it.each(ids)("%s passes what is as it must be, and says what it looked at", (id) => {
  expect(run(id, subject({}))).toEqual([expect.stringMatching(/^[1-9]/)]);
});

it.each(ids)("%s does not pass where there are no binaries", (id) => {
  expect(run(id, subject({}, { binaries: { missing: "no tools" } }))).toEqual(["not checked: no tools"]);
});

it("takes the linker's word for a chain of NOSPLIT functions that it refuses", () => {
  const refused =
    "# cmd/compile\ncmd/compile/internal/gc.big: nosplit stack over 792 byte limit\ncmd/compile/internal/gc.big<1>\n";
  const link = { refused, binaries: { missing: "the linker refuses the patched tool" } };
  expect(run("nosplit-chain", { ...subject({}), ...link })).toEqual([
    "the patched tool, by the linker",
    "nosplit-chain cmd/compile/internal/gc.big: the linker refuses it: nosplit stack over 792 byte limit",
  ]);
});

it.each(["linked-code", "linked-frames", "nosplit-chain"])("%s is not made without objects", (id) => {
  expect(run(id, subject({ links: undefined }))[0]).toMatch(/^not checked: the object files/);
});

it("compares nothing but what the tools say of themselves where they are of two releases", () => {
  const unlike = "one tool is of go1.26.8 linux amd64, the other of go1.27.3 linux amd64";
  const newer = subject({ unlike, instrumented: { ...identity, goVersion: "go1.27.3" } });
  for (const id of ["binary-changes", "binary-data", "binary-entry"])
    expect(run(id, newer)).toEqual([`not checked: ${unlike}`]);
  expect(run("build-identity", newer).slice(1)).toEqual([
    'build-identity goVersion: is "go1.26.8" in the stock tool, and "go1.27.3" in the patched one',
  ]);
});

it("names the function that is not that of its object, and in which tool", () => {
  const untied = [{ name: "a.F", why: "differs from its object at byte 7" }];
  expect(run("linked-code", subject({ links: { stock: tied, instrumented: { ...tied, untied } } }))).toEqual([
    "5 functions",
    "linked-code a.F: differs from its object at byte 7 (instrumented tool)",
  ]);
});

it("names tables of the runtime that are not those of the object", () => {
  const tables = [{ name: "a.F", table: "args" }] as const;
  expect(
    run("linked-frames", subject({ links: { stock: { ...tied, tables }, instrumented: tied } })),
  ).toEqual([
    "4 functions",
    "linked-frames a.F: the size of the arguments in .gopclntab is not that of the object (stock tool)",
  ]);
});

it.each([
  [800, "takes 800 bytes"],
  [Number.POSITIVE_INFINITY, "never ends"],
])("shows the chain of NOSPLIT functions that needs %s bytes", (bytes, message) => {
  const instrumented = { ...tied, deepest: { bytes, functions: ["a.F", "a.G"] } };
  expect(run("nosplit-chain", subject({ links: { stock: tied, instrumented } }))[1]).toBe(
    `nosplit-chain a.F: the chain a.F → a.G ${message}; there are 792`,
  );
});

it("says what the linker said when it refused a chain", () => {
  const refused = "# cmd/compile\na.F: nosplit stack over 792 byte limit\na.F<1>\n    grows 800 bytes\n";
  expect(run("nosplit-chain", subject({}, { refused, binaries: { missing: "not linked" } }))[1]).toBe(
    "nosplit-chain a.F: the linker refuses it: nosplit stack over 792 byte limit",
  );
});

it("names functions whose call frame information is another", () => {
  const frameInformation = { compared: 2, different: ["a.F"] };
  expect(run("call-frame-information", subject({ frameInformation }))[1]).toMatch(
    /^call-frame-information a.F: /,
  );
});

it("says that there is no DWARF to look at", () => {
  expect(run("call-frame-information", subject({ frameInformation: undefined }))[0]).toMatch(
    /holds no DWARF/,
  );
});

const changed = ["a.F", "a.Planned", "a.Planned.func1"].map((name) => ({
  before: linked(name),
  after: linked(name),
  facts: ["code", "frame"] as const,
}));

it("finds changes and losses that no policy names, and says what it could not settle", () => {
  const undecided = ["a.H", "a.I"];
  const removed = [linked("a.G")];
  expect(run("binary-changes", subject({ changed, removed, compared: 9, undecided }))).toEqual([
    "9 functions, of which 2 are undecided: they refer to unnamed data that may be other data",
    "binary-changes a.F: differs from stock in code, frame",
    "binary-changes a.G: was linked into the stock tool, and is no more",
  ]);
});

it("leaves changes that the objects have to the checks on objects", () => {
  const one = { name: "a.F" } as ObjectFunction;
  const objects = { changed: [{ before: one, after: one }], renamed: [], removed: [], added: [] };
  const value = objects as unknown as ObjectComparison;
  expect(run("binary-changes", subject({ changed }, { objects: { value } }))).toEqual(["2 functions"]);
});

it("leaves to its object another package's copy that the linker took, and nothing else", () => {
  const of = (before: string, after: string): readonly string[] => {
    const stock = { ...tied, origins: new Map([["a.F", before]]) };
    const instrumented = { ...tied, origins: new Map([["a.F", after]]) };
    return run("binary-changes", subject({ changed, links: { stock, instrumented } }));
  };
  expect(of("a", "b")).toHaveLength(1);
  expect(of("a", "a")).toHaveLength(2);
  expect(run("binary-changes", subject({ changed, links: undefined }))).toHaveLength(2);
});

const different = { kind: "different", sections: [".text", ".rodata"] } as const;

it("finds that the recipe does not reproduce the distributed tool", () => {
  expect(run("baseline", subject({ baseline: different }))[1]).toBe(
    "baseline stock: what was rebuilt differs from what was distributed in .text .rodata",
  );
});

it("takes equal build ID and code for reproduced, and says what else differs", () => {
  const baseline = { kind: "same-code", sections: [".symtab"] } as const;
  expect(run("baseline", subject({ baseline }))).toEqual([
    "1 tool, equal in build ID and all that is loaded; .symtab differ",
  ]);
});

it("has no baseline where nothing was distributed", () => {
  expect(run("baseline", subject({ baseline: undefined }))[0]).toMatch(/^not checked: /);
});

it("finds tools of two releases, or built with other settings", () => {
  const settings = {
    compared: 3,
    different: [{ name: "-pgo", stock: "default.pgo", instrumented: undefined }],
  };
  const stock = { ...identity, goVersion: "go1.26.7" };
  expect(run("build-identity", subject({ stock, settings }))).toEqual([
    "6 facts",
    'build-identity goVersion: is "go1.26.7" in the stock tool, and "go1.26.8" in the patched one',
    'build-identity -pgo: is "default.pgo" in the stock tool, and not said in the patched one',
  ]);
});

it("says which of the tools has no symbol table", () => {
  expect(run("binary-changes", subject({ stripped: ["instrumented"] }))).toEqual([
    "2 functions, the instrumented tool has no symbol table to name data",
  ]);
});

it("names the section with other data, and where that begins", () => {
  const different = [
    { name: ".rodata", bytes: 1, first: 0x500010, symbol: "go:string.*" },
    { name: ".data", bytes: 2, first: 0x600000, symbol: undefined },
  ];
  expect(run("binary-data", subject({ data: { ...good.data!, different } }))).toEqual([
    "9 bytes in .rodata .data",
    "binary-data .rodata: differs from stock in 1 byte, first at 0x500010 in go:string.*",
    "binary-data .data: differs from stock in 2 bytes, first at 0x600000",
  ]);
});

it("says that data was not compared where things moved", () => {
  expect(run("binary-data", subject({ data: undefined }))).toEqual([
    "not checked: data was not compared: things lie elsewhere in the other tool, so addresses in data differ everywhere",
  ]);
});

it("leaves data to the objects where there are some", () => {
  const objects = { value: {} as unknown as ObjectComparison };
  expect(run("binary-data", subject({}, { objects }))[0]).toMatch(
    /^not checked: data is compared in the objects/,
  );
});

it("finds another entry point and code between functions", () => {
  expect(run("binary-entry", subject({ sameEntry: false, unpadded: ["a.F"] }))).toEqual([
    "1 entry point, 2 functions",
    "binary-entry entry point: is not that of the stock tool",
    "binary-entry a.F: is followed by bytes that are no padding",
  ]);
});
