import { expect, it } from "vitest";
import { testTables } from "./object.testing.ts";
import { classOfRelocation, objectTables } from "./tables.ts";

it("reads numbers out of the sources of the release", () => {
  expect(testTables).toEqual({
    symbolKinds: ["Sxxx", "STEXT", "SRODATA", "SDATA"],
    functions: [false, true, false, false],
    debugging: [false, false, false, false],
    relocationTypes: ["", "R_ADDR", "R_CALL", "R_CALLIND", "R_USEIFACE"],
    calls: [false, false, true, true, false],
    builtins: [
      { name: "runtime.newobject", abi: 1 },
      { name: "runtime.panicIndex", abi: 1 },
    ],
    linknameFlag: 1 << 2,
    wrapperFlag: 1 << 3,
    pcQuantum: { amd64: 1 },
  });
});

it("says so where a table is not where it used to be", () => {
  const texts = { symbolKinds: "", relocationTypes: "", builtins: "", flags: "", architectures: "" };
  expect(() => objectTables(texts)).toThrow(/SymFlagUsedInIface.*not where they used to be/);
});

it.each([
  ["call", "R_CALL R_CALLARM64 R_CALLPOWER R_RISCV_JAL R_RISCV_CALL R_JMPMIPS R_LOONG64_CALL36"],
  ["address", "R_ADDR R_PCREL R_ADDRARM64 R_WEAKADDR R_RISCV_PCREL_ITYPE"],
  ["other", "R_CALLIND R_USEIFACE R_KEEP R_TLS_LE R_ARM64_TLS_IE R_INITORDER"],
])("takes for a class %s: %s", (kind, types) => {
  expect(types.split(" ").map(classOfRelocation)).toEqual(types.split(" ").map(() => kind));
});
