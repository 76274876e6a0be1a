import { DecodeFindings } from "../finding.ts";
import { readChunks } from "./chunk.ts";

/** So many bytes of a file's end are enough to tell; the chunk of a process's exit has at most 56. */
export const endingLength = 64;

/** Whether a span file ends with the exit of its process, and so will not grow; `tail` is its last bytes. Never throws. */
export function endsWithExit(tail: Uint8Array): boolean {
  for (let at = 0; at < tail.length; at++) {
    if (tail[at] !== "E".charCodeAt(0)) continue;
    const { value, done } = readChunks(tail, at, new DecodeFindings()).next();
    if (!done && value.at + value.payload.length === tail.length) return true;
  }
  return false;
}
