import type { Analysis } from "../../trace/analyze.ts";
import type { Outline } from "../../trace/outline.ts";
import type { PageData } from "./data.ts";
import { flameGraphs } from "./flames.ts";
import { NameTable } from "./names.ts";
import { tableData } from "./tables.ts";
import { timelineData } from "./timeline.ts";

/** Everything that the page draws; `outlines` are those of the processes, in their order. */
export function pageData(analysis: Analysis, outlines: readonly Outline[]): PageData {
  const names = new NameTable();
  const timeline = timelineData(analysis, outlines, names);
  const flames = flameGraphs(analysis, outlines, names).filter(({ parent }) => parent.length > 0);
  const tables = tableData(analysis, names);
  return { names: names.list, timeline, flames, tables };
}
