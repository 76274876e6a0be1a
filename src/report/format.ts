import type { Analysis } from "../trace/analyze.ts";
import { renderJson } from "./formats/json.ts";
import { renderMarkdown } from "./formats/markdown.ts";
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
}

export interface Format {
  readonly name: string;
  /** Completes "writes …" in the help. */
  readonly description: string;
  /** `options` are for the formats that people read; the others hold everything. */
  readonly render: (analysis: Analysis, options: RenderOptions) => string;
}

/** All formats, the default first. A new one is a file in formats/ and a line here. */
export const formats: readonly Format[] = [
  { name: "text", description: "the main figures on one screen", render: renderText },
  { name: "json", description: "every figure, for programs (docs/report.schema.json)", render: renderJson },
  { name: "markdown", description: "the same for a pull request or a CI run", render: renderMarkdown },
];
