import { expect, it } from "vitest";
import { endingLength, endsWithExit } from "./ending.ts";
import { chunk, exit, header, spanFile } from "./span-builder.testing.ts";

const tailOf = (file: Uint8Array): Uint8Array => file.subarray(-endingLength);

it("knows the file of a process that has ended", () => {
  expect(endsWithExit(tailOf(spanFile(header(), exit(0, 5000))))).toBe(true);
  expect(endsWithExit(tailOf(spanFile(header(), exit(-(2 ** 31), Number.MAX_SAFE_INTEGER, 2 ** 31))))).toBe(
    true,
  );
});

it("takes no other file for one, nor an exit that is torn, damaged or not at the end", () => {
  const whole = spanFile(header(), exit(0, 5000));
  const damaged = Uint8Array.from(whole, (byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte));
  for (const file of [spanFile(header()), whole.subarray(0, -1), damaged, new Uint8Array()])
    expect(endsWithExit(tailOf(file))).toBe(false);
  expect(endsWithExit(tailOf(spanFile(header(), exit(0, 5000), chunk("R", 0, [1]))))).toBe(false);
  expect(endsWithExit(Uint8Array.from({ length: endingLength }, () => 0x45))).toBe(false);
});
