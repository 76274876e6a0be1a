import { expect, it } from "vitest";
import { recorded } from "../decode/event-builder.testing.ts";
import { decodeSpanFile } from "../decode/span.ts";
import { header, records, spanFile, zero } from "../decode/span-builder.testing.ts";
import type { CompileStart } from "../schema.generated.ts";
import { inputChanges } from "./inputs.ts";
import { describeCause } from "./miss.ts";

type Declared = Readonly<Record<string, string>>;

/** What a compile records of its inputs: the hash of each declaration, by name. */
function compile(declared: Declared, start: Partial<CompileStart> = {}) {
  const declarations = Object.entries(declared).map(([name, hash]) =>
    recorded("Declaration", 0, { name, file: "a.go", line: 1, hash }),
  );
  const begun = recorded("CompileStart", 0, { files: ["/x/a.go"], flags: ["lang=go1.26"], ...start });
  return decodeSpanFile(spanFile(header(), records(0, zero, begun, ...declarations)));
}

const before = compile({ F: "1", G: "2" });
const said = (now: ReturnType<typeof compile>): string => {
  const changes = inputChanges(before, now);
  return describeCause({ kind: "inputs", ...(changes && { changes }) });
};

it("names declarations that changed, came or went", () => {
  expect(inputChanges(before, compile({ F: "9", H: "3" }))).toEqual({
    ...{ added: [], removed: [], flags: [] },
    declarations: ["F", "G", "H"],
  });
  expect(said(compile({ F: "9", G: "2" }))).toBe("F changed");
  expect(said(compile({ A: "1", B: "2", C: "3" }))).toBe("A, B, C and 2 more declarations changed");
});

it("names files and flags, whatever folder they are in", () => {
  expect(said(compile({ F: "1", G: "2" }, { files: ["/y/a.go", "/y/b.go"] }))).toBe("b.go came in");
  expect(said(compile({ F: "1", G: "2" }, { files: [] }))).toBe("a.go went out");
  const flags = ["lang=go1.26", "race=true", "c=4", "trimpath=/tmp/b001=>"];
  expect(said(compile({ F: "1", G: "2" }, { flags }))).toBe("-race of its compile changed");
  expect(said(compile({ F: "1", G: "2" }, { buildTags: ["integration"] }))).toBe(
    "build tags of its compile changed",
  );
});

it("says so where no difference is recorded, or nothing", () => {
  expect(said(compile({ F: "1", G: "2" }))).toMatch(/^its files changed in what is no Go declaration/);
  const empty = decodeSpanFile(new Uint8Array());
  expect(inputChanges(before, empty)).toBeUndefined();
  expect(describeCause({ kind: "inputs" })).toBe("its files or flags changed");
});
