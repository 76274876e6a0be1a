import type { MultiformatMessageString } from "sarif";

/** A text as SARIF wants it: braces mark placeholders, so those of a Go type are doubled (section 3.11.5). */
export function message(text: string): MultiformatMessageString {
  return { text: text.replace(/[{}]/g, "$&$&") };
}
