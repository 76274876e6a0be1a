import type { Exit } from "../event.ts";
import { ByteReader } from "./bytes.ts";

/** Reads an `E` chunk; undefined where it is too short or its times cannot be. `zero` is the header's `mono0`. */
export function parseExit(payload: Uint8Array, zero: bigint): Exit | undefined {
  const bytes = new ByteReader(payload);
  const code = bytes.zigzag();
  const dropped = bytes.varint();
  const anchor = { mono0: bytes.word(), wall: bytes.word(), mono1: bytes.word() };
  const time = Number(anchor.mono0 - zero);
  return bytes.failed || !Number.isSafeInteger(time) ? undefined : { code, dropped, anchor, time };
}
