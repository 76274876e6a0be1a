import type { Advice } from "../../trace/rules/advice.ts";

/** People want one picture and three sentences. */
export const mostAdvice = 3;

/** Where advice points to, for people: `/src/lib/map.go:7`. */
export function placeText({ place }: Advice): string {
  return place ? `${place.file}:${place.line}` : "";
}

/** A figure's name in words: `bytesPerCycle` is `bytes per cycle`. */
export function evidenceName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
