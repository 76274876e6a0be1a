import type { Diff } from "../../trace/diff/diff.ts";
import type { Subject } from "../../trace/diff/session-figures.ts";
import type { RenderOptions } from "../format.ts";
import { renderDiffJson } from "./json.ts";
import { renderDiffMarkdown } from "./markdown.ts";
import { renderDiffText } from "./text.ts";

export interface DiffRenderOptions extends Omit<RenderOptions, "by"> {
  /** Only the table of this; the usual ones where it is absent. */
  readonly by?: Subject;
}

/** A way to write a comparison. `options` are for the formats that people read; the others hold everything. */
export interface DiffFormat {
  readonly name: string;
  readonly render: (diff: Diff, options: DiffRenderOptions) => string;
}

/** All formats, the default first. */
export const diffFormats: readonly DiffFormat[] = [
  { name: "text", render: renderDiffText },
  { name: "json", render: renderDiffJson },
  { name: "markdown", render: renderDiffMarkdown },
];
