import type { Analysis } from "../trace/analyze.ts";
import type { Outline } from "../trace/outline.ts";
import type { AdviceOrigin } from "./advice/sarif.ts";
import { renderHtml } from "./formats/html.ts";
import { renderJson } from "./formats/json.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import { renderSarif } from "./formats/sarif.ts";
import { renderText } from "./formats/text.ts";
import type { Subject } from "./tables/index.ts";

export interface RenderOptions {
  /** The most rows of a table. */
  readonly top: number;
  /** Characters of a line. */
  readonly width: number;
  readonly colour: boolean;
  /** Only the table of this; the usual ones where it is absent. */
  readonly by?: Subject;
  /** On a screen, fewer rows than `top` where it would not hold them. */
  readonly fit?: boolean;
  /** All advice with its figures, and nothing else; the most worthwhile beside the tables where it is absent. */
  readonly rules?: boolean;
  /** For formats that say where they come from. */
  readonly origin?: AdviceOrigin;
}

export interface Format {
  readonly name: string;
  /** Completes "writes …" in the help. */
  readonly description: string;
  /** Whether it draws the processes, so that it needs their outlines. */
  readonly draws?: boolean;
  /** `options` are for the formats that people read; the others hold everything. `outlines` are of the processes. */
  readonly render: (analysis: Analysis, options: RenderOptions, outlines: readonly Outline[]) => string;
}

/** All formats, the default first. A new one is a file in formats/ and a line here. */
export const formats: readonly Format[] = [
  { name: "text", description: "the main figures on one screen", render: renderText },
  { name: "json", description: "every figure, for programs (docs/report.schema.json)", render: renderJson },
  { name: "markdown", description: "the same for a pull request or a CI run", render: renderMarkdown },
  {
    name: "html",
    description: "a page with a timeline, flame graphs and all tables, which needs no network",
    draws: true,
    render: renderHtml,
  },
  { name: "sarif", description: "advice that points at source, for code scanning", render: renderSarif },
];
