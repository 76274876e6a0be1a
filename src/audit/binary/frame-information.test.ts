import { expect, it } from "vitest";
import { readBinary } from "./binary.ts";
import { u32, u64 } from "./elf.testing.ts";
import { compareFrameInformation } from "./frame-information.ts";
import { link } from "./program.testing.ts";

const entry = 0x401000;

/** .debug_frame with a common entry (offset 8, factor -4) and one function with these instructions. */
function debugFrame(instructions: readonly number[]): Buffer {
  const record = (body: Buffer): Buffer => Buffer.concat([u32(body.length), body]);
  const common = Buffer.from([0xff, 0xff, 0xff, 0xff, 3, 0, 1, 0x7c, 16, 0x0c, 7, 8, 0x05, 16, 2, 0]);
  const of = Buffer.concat([u32(0), u64(entry), u64(12), Buffer.from(instructions)]);
  return Buffer.concat([record(common), record(of)]);
}

const compared = (debug: Buffer | undefined): unknown => {
  const code = "90 90 90 90 90 90 90 90 90 90 90 c3";
  const functions = {
    "main.main": {
      code,
      pcsp: [
        [1, 0],
        [11, 24],
        [12, 0],
      ] as const,
    },
  };
  return compareFrameInformation(
    readBinary(link({ functions, ...(debug && { debugFrame: debug }) }), "the tool"),
  );
};

const offset = (bytes: number): number[] => [0x13, (-bytes / 4) & 0x7f];

it("finds CFA offsets equal to the runtime's table", () => {
  const rows = [...offset(8), 0x41, ...offset(32), 0x02, 10, ...offset(8), 0x40, 0, 0];
  expect(compared(debugFrame(rows))).toEqual({ compared: 1, different: [] });
});

it("reads longer steps and what is said of the return address", () => {
  const rows = [
    0x07,
    30,
    ...offset(8),
    0x03,
    1,
    0,
    0x11,
    30,
    0x7c,
    ...offset(32),
    0x04,
    10,
    0,
    0,
    0,
    0x08,
    30,
    ...offset(8),
  ];
  expect(compared(debugFrame(rows))).toEqual({ compared: 1, different: [] });
});

it.each([
  ["an offset is another", [...offset(8), 0x41, ...offset(40), 0x4a, ...offset(8)]],
  ["a step is elsewhere", [...offset(8), 0x42, ...offset(32), 0x49, ...offset(8)]],
  ["a step is missing", [...offset(8), 0x41, ...offset(32)]],
  ["an instruction is not one of Go's linker", [0x0a]],
])("names a function where %s", (_, rows) => {
  expect(compared(debugFrame(rows))).toEqual({ compared: 1, different: ["main.main"] });
});

it("has nothing to say of a binary without DWARF", () => {
  expect(compared(undefined)).toBeUndefined();
});
