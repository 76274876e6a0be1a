import type { Advice } from "../../trace/rules/advice.ts";
import { code, moreItems, prose } from "../markdown/block.ts";
import { mostAdvice, placeText } from "./words.ts";

/** What to do, as a numbered list: the most worthwhile, or `all` of it. Nothing where no rule has anything to say. */
export function adviceBlocks(advice: readonly Advice[], all = false): string[] {
  if (advice.length === 0) return [];
  const shown = all ? advice : advice.slice(0, mostAdvice);
  const items = [...shown.map(item), ...moreItems(advice.length - shown.length)];
  return ["### What could be done", items.join("\n")];
}

function item(one: Advice, at: number): string {
  const place = one.place ? ` (${code(placeText(one))})` : "";
  return `${at + 1}. **${prose(one.sentence)}**${place} ${prose(one.remedy)} (${code(one.rule)})`;
}
