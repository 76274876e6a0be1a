import { printable } from "../printable.ts";

/** Words for Markdown: nothing in them is markup, HTML or a link. */
export function prose(text: string): string {
  return printable(text)
    .replace(/[\\`*_[\]{}~#]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** A name in code type. */
export function code(text: string): string {
  const safe = printable(text);
  const fence = "`".repeat(longestRun(safe) + 1);
  const pad = /^`|`$|^ .* $/.test(safe) ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
}

/** Lines as they are, in a block of code of that language. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const text = lines.map(printable).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Rows of cells that are Markdown already. Bars in them are escaped here: a table needs that in code as well. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Something to unfold; `summary` is HTML. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** The last item of a list that was cut. */
export function moreItems(more: number): string[] {
  return more > 0 ? [`- and ${more} more`] : [];
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
