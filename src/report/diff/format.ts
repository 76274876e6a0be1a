import type { Diff } from "../../trace/diff/diff.ts";
import { type Subject, subjects } from "../../trace/diff/figure.ts";
import type { RenderOptions } from "../format.ts";
import { renderDiffJson } from "./json.ts";
import { renderDiffMarkdown } from "./markdown.ts";
import { renderDiffText } from "./text.ts";

/** A way to write a comparison. */
export interface DiffFormat {
  readonly name: string;
  /** What it compares by, where nothing in particular is asked for. */
  readonly subjects: readonly Subject[];
  /** `options` are for the formats that people read; the others hold everything. */
  readonly render: (diff: Diff, options: Omit<RenderOptions, "by">) => string;
}

const usual: readonly Subject[] = ["phase", "pass", "package", "function"];

/** All formats, the default first. */
export const diffFormats: readonly DiffFormat[] = [
  { name: "text", subjects: usual, render: renderDiffText },
  { name: "json", subjects, render: renderDiffJson },
  { name: "markdown", subjects: usual, render: renderDiffMarkdown },
];
