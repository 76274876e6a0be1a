import { createRequire } from "node:module";

/**
 * What both builds of tree-sitter have in common: a cursor over one parsed tree.
 * Indices are UTF-16 code units.
 */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  /** `hasError`: an ERROR or MISSING node stands somewhere in it. Costs no walk. */
  readonly currentNode: { readonly hasError: boolean };
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

export type EngineName = "wasm" | "native";

/** One build of tree-sitter with the Go grammar. */
export interface Engine {
  readonly name: EngineName;
  /** Parses and calls `read` with a cursor on the root; the engine's own memory is freed afterwards. */
  parse<T>(text: string, read: (cursor: Cursor) => T): T;
}

const require = createRequire(import.meta.url);

const loaded = new Map<EngineName, Promise<Engine>>();

/**
 * Loads an engine: tree-sitter's WASM build, which works everywhere, or its native binding where it is installed. Each is
 * loaded once: two initialisations of the WASM build at the same time make two memories, and what is freed later in the
 * wrong one ends the process.
 */
export function loadEngine(name: EngineName): Promise<Engine> {
  const engine = loaded.get(name) ?? (name === "native" ? loadNative() : loadWasm());
  loaded.set(name, engine);
  return engine;
}

async function loadWasm(): Promise<Engine> {
  const { Language, Parser } = await import("web-tree-sitter");
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve("tree-sitter-go/tree-sitter-go.wasm")));
  return {
    name: "wasm",
    parse(text, read) {
      const tree = parser.parse(text);
      if (!tree) throw new Error("tree-sitter gave no tree");
      const cursor = tree.walk();
      try {
        return read(cursor);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

/** Of the native binding what is used here: it is optional, so its own types may not be there. */
type NativeParser = new () => {
  setLanguage(language: unknown): void;
  parse(text: string): { walk(): Cursor };
};

async function loadNative(): Promise<Engine> {
  const Parser: NativeParser = require("tree-sitter");
  const parser = new Parser();
  parser.setLanguage(require("tree-sitter-go"));
  return { name: "native", parse: (text, read) => read(parser.parse(text).walk()) };
}
