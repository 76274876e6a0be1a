import { cut } from "../checked.ts";
import { code, moreItems } from "./block.ts";

/** A list of names under a heading; nothing where there are none. */
export function nameSections(title: string, names: readonly string[], top: number): string[] {
  if (names.length === 0) return [];
  const { shown, more } = cut(names, top);
  return [`### ${title}`, [...shown.map((name) => `- ${code(name)}`), ...moreItems(more)].join("\n")];
}
