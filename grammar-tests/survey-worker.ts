/** One process of a survey: a path comes in, the answer to the question in its arguments goes out. */
import { readFileSync } from "node:fs";
import { grammarGap } from "../src/syntax/constructs.ts";
import { loadEngine } from "../src/syntax/engine.ts";
import { functionsOf } from "../src/syntax/functions.ts";
import { loadGoParser } from "../src/syntax/tree.ts";
import { difference } from "./difference.ts";
import { factsOf } from "./facts.ts";
import type { Questions } from "./survey.ts";

type Loaders = { readonly [Q in keyof Questions]: () => Promise<(text: string) => Questions[Q]> };

const loaders: Loaders = {
  async gap() {
    const engine = await loadEngine("wasm");
    const parser = await loadGoParser("wasm");
    // Reading a tree into objects takes as long again as parsing; almost all files are whole.
    const isTorn = (text: string): boolean => engine.parse(text, (cursor) => cursor.currentNode.hasError);
    return (text) => (isTorn(text) ? (grammarGap(parser.parse(text))?.construct ?? "unknown") : null);
  },
  async facts() {
    const parser = await loadGoParser("wasm");
    return (text) => {
      const tree = parser.parse(text);
      return tree.errors.length > 0 ? null : factsOf(tree, functionsOf(tree));
    };
  },
  async difference() {
    const [wasm, native] = await Promise.all([loadGoParser("wasm"), loadGoParser("native")]);
    return (text) => difference(wasm.parse(text).root, native.parse(text).root);
  },
};
const answer = await loaders[process.argv[2] as keyof Questions]();

// One text a turn of the event loop: only between turns is the native engine's memory freed.
process.on("message", (path: string) => {
  process.send?.({ path, answer: answer(readFileSync(path, "utf8")) });
});
