import type { Analysis } from "../../trace/analyze.ts";
import { adviceSarif } from "../advice/sarif.ts";
import type { RenderOptions } from "../format.ts";

/** The advice that points at source. Whoever renders it has to say who writes it. */
export function renderSarif({ advice = [] }: Analysis, { origin }: Pick<RenderOptions, "origin">): string {
  if (!origin) throw new Error("a SARIF log names its tool, and nobody has said which");
  return adviceSarif(advice, origin);
}
