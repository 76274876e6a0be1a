import { expect, it } from "vitest";
import { openNote, parseVerifier } from "./note.ts";
import { signedNote, signer } from "./proxy.testing.ts";

/** What sum.golang.org signed one day, and its public key. */
const real = `go.sum database tree
66332798
czPocWFmMwQrSENohgEPvFiqA+2i/3lRZhHbxtma2UQ=

— sum.golang.org Az3grh19zTBOmg0dGOAELF5SP1N/QTSsuYwquERee13uccsbttgwVlS/0MhlHd7IEvb6fQVKmu7XFovf0PT1tKOnHQo=
`;
const realKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

it("opens a note of the real checksum database, and no altered one", () => {
  const verifier = parseVerifier(realKey);
  expect(openNote(real, verifier)).toBe(real.slice(0, real.indexOf("\n\n") + 1));
  expect(() => openNote(real.replace("66332798", "66332799"), verifier)).toThrow(
    "the signature of sum.golang.org does not fit",
  );
});

it("finds the signature that it knows among several, and refuses those of others", () => {
  const [ours, theirs] = [signer("a.example"), signer("b.example")];
  const text = "what is said\n";
  const both = `${signedNote(text, theirs)}${signedNote(text, ours).slice(text.length + 1)}`;
  expect(openNote(both, parseVerifier(ours.verifierKey))).toBe(text);
  const impostor = signer("a.example");
  expect(() => openNote(signedNote(text, impostor), parseVerifier(ours.verifierKey))).toThrow(
    "not signed with the key of a.example",
  );
  expect(() => openNote(text, parseVerifier(ours.verifierKey))).toThrow("no signed note");
});

it.each([
  ["sum.golang.org", "not of the form name+hash+key"],
  ["a b+033de0ae+AAAA", "not of the form name+hash+key"],
  [realKey.replace("033de0ae", "033de0af"), "is damaged: its hash is not 033de0af"],
  [realKey.replace("+Ac4z", "+Bc4z"), "is no Ed25519 key"],
  [realKey.slice(0, -4), "is no Ed25519 key"],
])("refuses the key %s", (key, why) => {
  expect(() => parseVerifier(key)).toThrow(why);
});
