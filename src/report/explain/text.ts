import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import { formatShare, formatTime } from "../../base/units.ts";
import type { ExplainedAction, Explanation } from "../../trace/explain/explanation.ts";
import { describeCause } from "../../trace/misses/miss.ts";
import { unitName } from "../actions/names.ts";
import { adviceLines } from "../advice/text.ts";
import { printable } from "../printable.ts";
import { wrap } from "../table.ts";
import { joinSections, tableLines } from "../text/sections.ts";
import { explanationTables } from "./tables.ts";

export interface ExplainOptions {
  /** The most rows of a table. */
  readonly top: number;
  /** Characters of a line. */
  readonly width: number;
  readonly colour: boolean;
  /** The length of the critical path in nanoseconds; absent where go was not asked. */
  readonly path?: number;
}

/** What is known of packages, for a screen: what each waited for, why it was compiled, what in it took the time. */
export function renderExplanations(all: readonly Explanation[], options: ExplainOptions): string {
  return all.map((one) => renderExplanation(one, options)).join("\n");
}

function renderExplanation(one: Explanation, options: ExplainOptions): string {
  const { top, width, colour } = options;
  const paint = pc.createColors(colour);
  return joinSections([
    [
      ...wrap(headline(one), width).map(paint.bold),
      ...sentences(one, options).flatMap((sentence) => wrap(printable(sentence), width)),
    ],
    adviceLines(one.advice, width, paint),
    ...tables(one, top, width, paint),
  ]);
}

function tables(one: Explanation, top: number, width: number, paint: Colors): string[][] {
  return explanationTables(one, top).map((table) => tableLines(table, width, paint));
}

function headline({ work, package: path, processes, action }: Explanation): string {
  const name = unitName({ work, package: path });
  if (processes.length === 0) return `${name} left no trace (${action?.outcome ?? "not traced"}).`;
  const wall = processes.reduce((sum, one) => sum + one.wall, 0);
  const tools = [...new Set(processes.map(({ tool }) => tool))].map(printable).join(", ");
  return `${name} took ${formatTime(wall)} (${tools}).`;
}

function sentences({ action, miss }: Explanation, { path }: ExplainOptions): string[] {
  return [
    ...(action ? [...waited(action), ...placed(action, path ?? 0)] : []),
    ...(miss ? [`It was compiled because ${describeCause(miss.cause)}${began(miss)}.`] : []),
    ...(action?.lastCost ? [`When it last ran, it took ${formatTime(action.lastCost.running)}.`] : []),
  ];
}

const began = ({ root, package: path }: NonNullable<Explanation["miss"]>): string =>
  root === path ? "" : `; it began with ${root}`;

function waited({
  after,
  start,
  ready,
  done,
  forDependencies = 0,
  forSlot = 0,
  running = 0,
}: ExplainedAction): string[] {
  if (start === undefined || ready === undefined || done === undefined)
    return ["go did not run it to its end."];
  const last = after ? `, the last of which was ${unitName(after)}` : "";
  return [
    `It waited ${formatTime(forDependencies)} for what it depends on${last}, then ${formatTime(forSlot)} for a slot, and ran for ${formatTime(running)}.`,
  ];
}

function placed({ onPath, running = 0, slack }: ExplainedAction, path: number): string[] {
  if (onPath !== undefined)
    return [
      `It is on the critical path, as step ${onPath}: ${formatShare(running, path)} of its ${formatTime(path)}.`,
    ];
  return [`It is not on the critical path: it could run ${formatTime(slack)} longer before it would be.`];
}
