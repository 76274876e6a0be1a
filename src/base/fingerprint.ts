import { createHash } from "node:crypto";

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
