import type { Kind } from "./kind.ts";
import { gap, gapBeside } from "./kinds/grammar.ts";
import { reformat } from "./kinds/layout.ts";
import { moveToFile, moveToPackage } from "./kinds/move.ts";
import {
  renameCallee,
  renameFunction,
  renameLocal,
  renameMethod,
  renamePackage,
  renameReceiver,
} from "./kinds/rename.ts";
import { calleeSignature, signature } from "./kinds/signature.ts";
import { deleteAnchor, duplicate, extract, neighbour, reorder, wrap } from "./kinds/statement.ts";

/** All kinds, in the order of the table. */
export const kinds: readonly Kind[] = [
  renameFunction,
  renameMethod,
  renameCallee,
  renameReceiver,
  renameLocal,
  renamePackage,
  moveToFile,
  moveToPackage,
  extract,
  wrap,
  reorder,
  neighbour,
  signature,
  calleeSignature,
  reformat,
  gapBeside,
  gap,
  duplicate,
  deleteAnchor,
];

/** What is done at places that no change is about: whatever it is, everything must fit as before. */
export const controls: readonly Kind[] = [extract, wrap, reorder, duplicate, deleteAnchor].map((kind) => ({
  ...kind,
  name: "at other places (controls)",
  keepsMeaning: true,
  compiles: false,
  expected: ["applied"],
}));
