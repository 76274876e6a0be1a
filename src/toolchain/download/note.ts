import { createHash, createPublicKey, verify } from "node:crypto";

/** Whose signature a note must bear. */
export interface Verifier {
  /** `sum.golang.org`. */
  readonly name: string;
  /** The first four bytes of the SHA-256 of name and key: they stand before each signature. */
  readonly keyHash: Buffer;
  verifies(text: string, signature: Uint8Array): boolean;
}

/** The first byte of a key: which algorithm it is for. Notes know no other. */
const ed25519 = 1;

/**
 * Reads a verifier's key as Go's `sumdb/note` writes it: `name+hash+key`, hash in hex, key in base64. Throws an `Error` that
 * says what is wrong with it.
 */
export function parseVerifier(text: string): Verifier {
  const [, name = "", hash = "", encoded = ""] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  if (name === "") throw new Error(`the key "${text}" is not of the form name+hash+key`);
  const key = Buffer.from(encoded, "base64");
  if (key[0] !== ed25519 || key.length !== 33) throw new Error(`the key of ${name} is no Ed25519 key`);
  const keyHash = createHash("sha256").update(`${name}\n`).update(key).digest().subarray(0, 4);
  if (keyHash.toString("hex") !== hash)
    throw new Error(`the key of ${name} is damaged: its hash is not ${hash}`);
  return { name, keyHash, verifies: ed25519Verifier(key.subarray(1)) };
}

function ed25519Verifier(key: Buffer): Verifier["verifies"] {
  const jwk = { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  return (text, signature) => verify(null, Buffer.from(text), publicKey, signature);
}

/**
 * The text of a signed note, with its last newline: what stands before the last empty line. After it there is a line
 * `— name signature` a signer. Throws an `Error` where none is by `verifier`, or where its signature is wrong.
 */
export function openNote(note: string, verifier: Verifier): string {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) throw new Error("it is no signed note");
  const text = note.slice(0, end + 1);
  const signature = signaturesOf(note.slice(end + 2)).find(
    ({ name, bytes }) => name === verifier.name && bytes.subarray(0, 4).equals(verifier.keyHash),
  );
  if (!signature) throw new Error(`it is not signed with the key of ${verifier.name}`);
  if (!verifier.verifies(text, signature.bytes.subarray(4)))
    throw new Error(`the signature of ${verifier.name} does not fit what it says`);
  return text;
}

function signaturesOf(lines: string): { readonly name: string; readonly bytes: Buffer }[] {
  return [...lines.matchAll(/^— (\S+) (\S+)$/gmu)].map(([, name = "", base64 = ""]) => ({
    name,
    bytes: Buffer.from(base64, "base64"),
  }));
}
