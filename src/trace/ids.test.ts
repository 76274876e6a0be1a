import { expect, it } from "vitest";
import { recorded } from "./decode/event-builder.testing.ts";
import { decodeSpanFile } from "./decode/span.ts";
import { type Bytes, header, records, spanFile, zero } from "./decode/span-builder.testing.ts";
import { StableIds } from "./ids.ts";

type Declared = readonly [name: string, at: string, hash: string];
type Compiled = readonly [symbol: string, at: string];

interface Package {
  readonly importPath?: string;
  readonly path?: string;
  readonly declarations: readonly Declared[];
  readonly functions?: readonly Compiled[];
}

const position = (at: string): { file: string; line: number } => {
  const [file = "", line = ""] = at.split(":");
  return { file, line: Number(line) };
};
const declaration = ([name, at, hash]: Declared): Bytes =>
  recorded("Declaration", 0, { name, ...position(at), hash });
const compiled = ([symbol, at]: Compiled): Bytes =>
  recorded("FunctionCompiled", 0, { symbol, ...position(at) });

function idsOf({ importPath = "example.com/lib", path = "example.com/lib", ...of }: Package): StableIds {
  const events = [...of.declarations.map(declaration), ...(of.functions ?? []).map(compiled)];
  const trace = decodeSpanFile(spanFile(header({ package: path, importPath }), records(0, zero, ...events)));
  expect(trace.events.length).toBe(events.length);
  return new StableIds(trace.header!, trace);
}

const lib: Package = {
  declarations: [
    ["F", "f.go:3", "f0"],
    ["T", "f.go:9", "70"],
    ["T.M", "f.go:11", "71"],
    ["handler", "v.go:5", "e0"],
    ["init", "v.go:9", "10"],
    ["init", "v.go:19", "11"],
    ["init", "f.go:30", "12"],
  ],
  functions: [
    ["example.com/lib.glob..func1", "/w/lib/v.go:6"],
    ["example.com/lib.init.0", "/w/lib/v.go:9"],
    ["example.com/lib.init.0.func1", "/w/lib/v.go:11"],
    ["example.com/lib.init.1", "/w/lib/v.go:19"],
    ["example.com/lib.init.2", "/w/lib/f.go:30"],
    ["example.com/lib.init", "/w/lib/v.go:5"],
  ],
};

const symbols = [
  "example.com/lib.F",
  "example.com/lib.F.func1",
  "example.com/lib.F[go.shape.int]",
  "example.com/lib.(*T).M",
  "example.com/lib.T.Promoted",
  ...lib.functions!.map(([symbol]) => symbol),
  "slices.Sort[go.shape.[]example.com/lib.T]",
  "type:.eq.example.com/lib.T",
];

/** The same package somewhere else: other folders, other lines. */
const moved: Package = {
  ...lib,
  declarations: lib.declarations.map(([name, at, hash]) => [name, `/tmp/other/${shift(at)}`, hash]),
  functions: lib.functions!.map(([symbol, at]) => [symbol, shift(at.replace("/w", "/home/me"))]),
};

function shift(at: string): string {
  return at.replace(/\d+$/, (line) => String(Number(line) + 100));
}

/** The package with another hash of the declaration at that place. */
function changed(of: Package, place: string): Package {
  const declarations = of.declarations.map(
    ([name, at, hash]): Declared => [name, at, at === place ? `${hash}ff` : hash],
  );
  return { ...of, declarations };
}

const all = (ids: StableIds): string[] => symbols.map((symbol) => ids.function(symbol));

it("gives 16 hex digits, another for everything", () => {
  const ids = idsOf(lib);
  const of = [
    ids.package,
    ids.source!,
    ...all(ids),
    ...lib.declarations.map(([name, , hash]) => ids.declaration({ name, hash })),
    ids.pass(symbols[0]!, "opt"),
    ids.pass(symbols[1]!, "opt"),
    ids.pass(symbols[0]!, "lower"),
  ];
  for (const one of of) expect(one).toMatch(/^[0-9a-f]{16}$/);
  expect(new Set(of).size).toBe(of.length);
});

it("gives the same in another folder and at other lines", () => {
  const [here, there] = [idsOf(lib), idsOf(moved)];
  expect([there.package, there.source, ...all(there)]).toEqual([here.package, here.source, ...all(here)]);
  expect(there.pass(symbols[0]!, "opt")).toBe(here.pass(symbols[0]!, "opt"));
});

it("changes with a declaration exactly those functions that stand in it", () => {
  const before = idsOf(lib);
  const changes = (place: string): string[] => {
    const after = idsOf(changed(lib, place));
    expect(after.source).not.toBe(before.source);
    expect(after.package).toBe(before.package);
    return symbols.filter((symbol) => after.function(symbol) !== before.function(symbol));
  };
  const own = (...names: string[]): string[] => names.map((name) => `example.com/lib.${name}`);
  expect(changes("f.go:3")).toEqual(own("F", "F.func1", "F[go.shape.int]"));
  expect(changes("f.go:9")).toEqual(own("T.Promoted"));
  expect(changes("f.go:11")).toEqual(own("(*T).M"));
  expect(changes("v.go:5")).toEqual(own("glob..func1"));
  expect(changes("v.go:9")).toEqual(own("init.0", "init.0.func1"));
  expect(changes("v.go:19")).toEqual(own("init.1"));
  expect(changes("f.go:30")).toEqual(own("init.2"));
});

it("tells packages apart by their import path, with its variant, and not by folders outside any module", () => {
  const of = (importPath: string, path = "main") => idsOf({ importPath, path, declarations: [] });
  expect(of("example.com/a").package).not.toBe(of("example.com/b").package);
  expect(of("lib").package).not.toBe(of("lib [lib.test]").package);
  const [here, there] = [of("_/home/me/app", "_/home/me/app"), of("_/tmp/app", "_/tmp/app")];
  expect(here.package).toBe(there.package);
  expect(here.function("_/home/me/app.F")).toBe(there.function("_/tmp/app.F"));
});

it("gives functions an id where no declarations are recorded", () => {
  const ids = idsOf({ declarations: [] });
  expect(ids.function("example.com/lib.F")).toMatch(/^[0-9a-f]{16}$/);
  expect(ids.source).toBeUndefined();
});
