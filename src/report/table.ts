/** A column of a table for the screen. The first line of a column is its title. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Whether its cells may be shortened when the table is too wide. */
  readonly shrinks?: boolean;
  readonly cells: readonly string[];
}

const gap = 2;

/**
 * Lines of a table: the titles, then the rows, every line at most `width` wide if the columns that shrink can give
 * that much; they keep at least their title and `minimum` characters.
 */
export function renderTable(columns: readonly Column[], width: number): string[] {
  const widths = columnWidths(columns, width);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => pad(shorten(text, widths[i]!), widths[i]!, columns[i]!.align))
      .join(" ".repeat(gap))
      .trimEnd();
  const rows = columns[0]?.cells.map((_, row) => line(columns.map(({ cells }) => cells[row] ?? ""))) ?? [];
  return [line(columns.map(({ title }) => title)), ...rows];
}

const minimum = 8;

function columnWidths(columns: readonly Column[], width: number): number[] {
  const natural = columns.map(({ title, cells }) => Math.max(length(title), ...cells.map(length)));
  const fixed = natural.filter((_, i) => !columns[i]!.shrinks).reduce((sum, one) => sum + one, 0);
  let room = width - fixed - gap * (columns.length - 1);
  const shrinking = columns.flatMap(({ shrinks }, i) => (shrinks ? [i] : []));
  shrinking.sort((a, b) => natural[a]! - natural[b]!); // narrow ones first: what they leave goes to the wide ones
  const widths = [...natural];
  for (const [done, i] of shrinking.entries()) {
    const least = Math.max(minimum, length(columns[i]!.title));
    widths[i] = Math.min(natural[i]!, Math.max(least, Math.floor(room / (shrinking.length - done))));
    room -= widths[i]!;
  }
  return widths;
}

/** Cuts the middle out of a text that is too long: the ends of a Go name tell more than its type arguments. */
export function shorten(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  if (width < 3) return characters.slice(0, width).join("");
  const front = Math.ceil((width - 1) / 2);
  return `${characters.slice(0, front).join("")}…${characters.slice(front + 1 - width).join("")}`;
}

/** Breaks words into lines of at most `width`; a longer word stands alone. `indent` goes before every line. */
export function wrap(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && length(last) + 1 + length(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}

function pad(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, width - length(text)));
  return align === "left" ? text + space : space + text;
}

function length(text: string): number {
  return [...text].length;
}
