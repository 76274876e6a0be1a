import { printable } from "../printable.ts";

/** Longer names are cut: symbols of generic functions can have kilobytes, and nobody reads them in a page. */
const longestName = 400;

/** The names of a page, each once. */
export class NameTable {
  readonly list: string[] = [];
  private readonly ids = new Map<string, number>();

  /** The index of a name. */
  id(name: string): number {
    const shown = shorten(printable(name));
    const known = this.ids.get(shown);
    if (known !== undefined) return known;
    this.ids.set(shown, this.list.length);
    return this.list.push(shown) - 1;
  }
}

/** Between whole characters. */
function shorten(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName).replace(/[\ud800-\udbff]$/, "")}…`;
}
