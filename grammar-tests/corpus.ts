import type { Node } from "../src/syntax/tree.ts";

/** An entry of a corpus file in tree-sitter's own format: a Go text and the S-expression of its tree. */
export interface Entry {
  readonly name: string;
  readonly source: string;
  readonly tree: string;
}

const header = /^=+\n(.+)\n=+\n\n/gm;

/** Reads a corpus file. A text that is not in the format is a plain error with what is wrong. */
export function parseCorpus(text: string): Entry[] {
  const heads = [...text.matchAll(header)];
  return heads.map((head, i) => {
    const body = text.slice(head.index + head[0].length, heads[i + 1]?.index);
    const parts = body.split("\n---\n");
    const [name = "", [source = "", tree = ""]] = [head[1], parts];
    if (parts.length !== 2) throw new Error(`corpus entry ${name}: want one line --- between text and tree`);
    return { name, source, tree: tree.trim() };
  });
}

/** The file that `parseCorpus` reads these from. */
export function renderCorpus(entries: readonly Entry[]): string {
  const line = "=".repeat(80);
  return entries
    .map(({ name, source, tree }) => `${line}\n${name}\n${line}\n\n${source}\n---\n\n${tree}\n`)
    .join("\n");
}

/** The S-expression of the named nodes at and below `node`, one a line, as `tree-sitter test --update` writes it. */
export function renderTree(node: Node, depth = 0): string {
  const field = node.field === undefined ? "" : `${node.field}: `;
  const shown = node.children.filter((child) => child.named || child.missing);
  const below = shown.map((child) => `\n${renderTree(child, depth + 1)}`).join("");
  return `${"  ".repeat(depth)}${field}(${label(node)}${below})`;
}

function label(node: Node): string {
  if (!node.missing) return node.kind;
  return node.named ? `MISSING ${node.kind}` : `MISSING ${JSON.stringify(node.kind)}`;
}
