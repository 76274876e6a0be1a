import type { Colors } from "picocolors/types.js";
import type { Advice } from "../../trace/rules/advice.ts";
import { printable } from "../printable.ts";
import { shorten, wrap } from "../table.ts";
import { moreLines, type Screen } from "../text/screen.ts";
import { evidenceName, mostAdvice, placeText } from "./words.ts";

/** The most worthwhile advice: what it is, and what to do. */
export function adviceLines(advice: readonly Advice[], width: number, paint: Colors): string[] {
  const lines = advice
    .slice(0, mostAdvice)
    .flatMap((one, at) => [
      ...numbered(one, at, width, paint),
      ...wrap(one.remedy, width, "   ").map((line) => paint.cyan(line)),
    ]);
  return [...lines, ...moreLines(advice.length - mostAdvice, { paint }, "   ")];
}

/** All of it, each with its rule, its figures and its place. */
export function allAdviceLines(advice: readonly Advice[], { width, paint }: Screen): string[] {
  if (advice.length === 0) return ["No rule has anything to say of this build."];
  return advice.flatMap((one, at) => [
    ...(at > 0 ? [""] : []),
    ...numbered(one, at, width, paint),
    ...wrap(one.remedy, width, "   ").map((line) => paint.cyan(line)),
    ...wrap(`${one.rule}, in ns and bytes: ${figures(one)}`, width, "   ").map((line) => paint.dim(line)),
    ...(one.place ? [paint.dim(`   ${shorten(printable(placeText(one)), width - 3)}`)] : []),
  ]);
}

function numbered({ sentence, severity }: Advice, at: number, width: number, paint: Colors): string[] {
  const [first = "", ...rest] = wrap(printable(sentence), width, "   ");
  const number = severity === "warning" ? paint.yellow(`${at + 1}.`) : `${at + 1}.`;
  return [`${number} ${first.trimStart()}`, ...rest];
}

function figures({ evidence }: Advice): string {
  const all = Object.entries(evidence).map(([key, value]) => `${evidenceName(key)} ${rounded(value)}`);
  return all.join(", ");
}

/** Whole numbers as they are; of others three digits behind the point. */
function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
