import { expect, it } from "vitest";
import { pcTableBytes, testFunction, testObject, testTables } from "../object/object.testing.ts";
import { GoObject } from "../object/object.ts";
import type { UnlinkedFunction } from "./link.ts";
import { unlinkedFunctions } from "./objects.ts";

const nosplit = 1 << 4;

function functionsOf(...symbols: ReturnType<typeof testFunction>[]): UnlinkedFunction[] {
  return unlinkedFunctions(GoObject.in(testObject(symbols.flat()), testTables, "p")!, "p");
}

it("gives code, fields that the linker fills in, tables and arguments of every function", () => {
  const pcsp = [
    [0, 1],
    [16, 8],
  ] as const;
  const one = { code: [0x90, 0xe8, 0, 0, 0, 0, 0xc3], calls: ["p.g"], args: 24, pcsp, flag: nosplit };
  const [f, g] = functionsOf(testFunction("p.f", one), testFunction("p.g", { code: [0xc3] }));
  expect(f).toMatchObject({ package: "p", name: "p.f", key: "p.f<1>", nosplit: true, args: 24 });
  expect([...f!.code]).toEqual(one.code);
  expect([...f!.pcsp]).toEqual(pcTableBytes(pcsp));
  expect([...f!.relocations]).toEqual([0, 4]);
  expect(g).toMatchObject({ name: "p.g", nosplit: false, args: 0 });
});

it("names what is called, wherever it is defined, and not what is only referred to", () => {
  const calls = ["p.g", "q#1 q.C", "builtin runtime.newobject", "p.assembly"];
  const [f] = functionsOf(testFunction("p.f", { calls, addresses: ["p.g"] }), testFunction("p.g"));
  expect([...f!.calls].map(({ target }) => target)).toEqual([
    "p.g<1>",
    "q.C<1>",
    "runtime.newobject<1>",
    "p.assembly<0>",
  ]);
});

it("knows calls whose target is not in the code", () => {
  const [, ...tables] = testFunction("p.f");
  const [text] = testFunction("p.f", { calls: ["p.g"] });
  const closure = { ...text!, relocations: [{ type: "R_CALLIND", target: "" }] };
  expect([...functionsOf([closure, ...tables])[0]!.calls]).toEqual([{ offset: 0, target: undefined }]);
});
