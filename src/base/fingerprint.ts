import { createHash } from "node:crypto";
import { unhashableName } from "./errors.ts";

/**
 * A content hash of named inputs, in hex. Each input goes in with its name and its length, so that no two
 * different lists give the same bytes, and names are sorted, so that order does not matter.
 */
export function fingerprint(inputs: Readonly<Record<string, string | Uint8Array>>): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(inputs).sort()) {
    const value = inputs[name] ?? "";
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    hash.update(`${Buffer.byteLength(name)}:${name}${bytes.length}:`);
    hash.update(bytes);
  }
  return hash.digest("hex");
}

/** The SHA-256 of one text or byte string, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * A hash of a folder from the SHA-256 of its files by path, in hex: Go's Hash1 (`h1:` in go.sum), which in-toto calls
 * dirHash1. In a folder with just these files the same comes out of
 *
 *     find . -type f | cut -c3- | LC_ALL=C sort | xargs -r -d '\n' sha256sum | sha256sum
 *
 * Throws `unhashable-name` for a path with a newline, as Go does: it could stand for two files.
 */
export function dirHash1(files: Iterable<readonly [path: string, sha256: string]>): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const odd = sorted.find(([path]) => !isHashable(path));
  if (odd) throw unhashableName(odd[0]);
  return sha256(sorted.map(([path, hash]) => `${hash}  ${path}\n`).join(""));
}

/** Whether `dirHash1` takes a file of this path. */
export const isHashable = (path: string): boolean => !path.includes("\n");
