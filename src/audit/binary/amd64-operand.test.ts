import { expect, it } from "vitest";
import { immediates } from "./amd64-operand.ts";

it.each([
  ["CALL", "e8", [0]],
  ["JMP", "e9", [0]],
  ["JNE with 32 bits", "0f 85", [0]],
  ["LEA", "48 8d 05", [0]],
  ["CMPB $1", "80 3d", [1]],
  ["MOVL $1", "c7 05", [4]],
  ["MOVW $1", "66 c7 05", [2]],
  ["TESTL $1", "f7 05", [4]],
  ["NEGL", "f7 1d", [0]],
  ["MOVUPS", "90 0f 10 05", [0]],
  ["PINSRW", "66 0f c4 05", [1]],
  ["PSHUFB", "66 0f 38 00 05", [0]],
  ["PALIGNR", "66 0f 3a 0f 05", [1]],
  ["VMOVDQU", "c5 fe 6f 05", [0]],
  ["VPERM2F128", "c4 e3 7d 06 05", [1]],
  ["JNE with 8 bits", "90 75", []],
  ["LEA of another register", "48 8d 06", []],
  ["MOVL to a register", "90 b8", []],
  ["an opcode without ModRM", "90 50 05", []],
])("knows what stands behind the field of %s", (_, bytes, expected) => {
  const code = Buffer.from(`${bytes}00000000`.replaceAll(" ", ""), "hex");
  expect(immediates(code, code.length - 4)).toEqual(expected);
});
