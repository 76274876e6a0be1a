import type { ActionAnalysis, ActionRow } from "../../trace/actions/analyze.ts";
import { workUnit } from "../../trace/actions/work-unit.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { unitName } from "../actions/names.ts";
import { type PathRow, pathRows } from "../actions/path-rows.ts";
import { mostlyIn, type WhatIfRow, whatIfNote, whatIfRows } from "../actions/tables.ts";
import { named, type Table, time } from "./columns.ts";

type Acted = Pick<Analysis, "actions">;

/** Phases that a row of the critical path names. */
const mostPhases = 6;

/** The critical path; longer here is longer altogether. No rows where nothing is known of go's actions. */
export function pathTable({ actions }: Acted): Table<PathRow> {
  return {
    ...{ id: "critical-path", title: "Critical path", rows: actions ? pathRowsOf(actions) : [] },
    note: "What no number of slots makes shorter; nothing on it has slack. Phases are of the main goroutines",
    columns: [
      named("work", (row) => row.name),
      time("ran", (row) => row.running),
      time("begun at", (row) => row.start),
      time("for a slot", (row) => row.forSlot),
      time("untraced", (row) => row.untraced),
      named("mostly in", (row) => mostlyIn(row, mostPhases)),
    ],
  };
}

function pathRowsOf({ path }: ActionAnalysis): PathRow[] {
  return pathRows(path.elements, path.elements.length).rows;
}

/** Every action that did something, or that the build cache spared. */
export function actionTable({ actions }: Acted): Table<ActionRow> {
  const rows = actions?.actions.filter(isNotable) ?? [];
  return {
    ...{ id: "actions", title: "Actions of go", rows: rows.sort((a, b) => ran(b) - ran(a)) },
    note: "Slack is by how much longer one may run before the critical path gets longer; last CPU is what a cached one cost when a session last ran it",
    columns: [
      named("action", (row) => unitName(workUnit(row))),
      time("ran", ran),
      time("slack", (row) => row.slack),
      time("for dependencies", (row) => row.forDependencies ?? 0),
      time("for a slot", (row) => row.forSlot ?? 0),
      named("came to", (row) => row.outcome),
      time("last CPU", (row) => row.lastCost?.cpu ?? 0),
      time("last ran", (row) => row.lastCost?.running ?? 0),
    ],
  };
}

const ran = ({ running = 0 }: ActionRow): number => running;

/** Those that only hold others together are of interest where they took time; nanoseconds. */
function isNotable(row: ActionRow): boolean {
  return row.outcome !== "internal" || ran(row) >= 1e6;
}

/** The wall time on other machines, and with one unit of work for free. */
export function whatIfTable({ actions }: Acted): Table<WhatIfRow> {
  return {
    ...{ id: "what-if", title: "What if", rows: actions?.path.elements.length ? whatIfRows(actions) : [] },
    note: whatIfNote.replace(/\.$/, ""),
    columns: [
      named("what if", (row) => row.name),
      time("wall", (row) => row.wall),
      named("change", (row) => row.change),
    ],
  };
}
