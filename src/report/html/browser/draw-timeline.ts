import type { TimelineData } from "../data.ts";
import type { Rows } from "./rows.ts";
import { type Box, boxLabel, colourOf, fits, frame, type Surface, seen } from "./surface.ts";
import type { View } from "./view.ts";
import { isCritical, type Waiting } from "./waiting.ts";

export const rowHeight = 20;
export const curveHeight = 110;
const sideLabel = 260;

/** What of the timeline is shown, and how. */
export interface Scene {
  readonly data: TimelineData;
  readonly names: readonly string[];
  readonly rows: Rows;
  readonly view: View;
  /** Pixels from the first row to the first one that is seen. */
  readonly scrolled: number;
  readonly selected: number;
  /** Whether the rows are of packages: then names can stand behind the last process, and waiting before the first. */
  readonly ofPackages: boolean;
  /** Of each process what its action of go waited for before it. */
  readonly waiting: readonly (Waiting | undefined)[];
  /** Of each process whether it matches the search; absent where nothing is searched. */
  readonly matches?: readonly boolean[];
}

/** Only what is seen: a build may have thousands of processes. */
export function drawProcesses(on: Surface, scene: Scene): void {
  const { data, view, rows, matches } = scene;
  const scale = on.width / (view.to - view.from);
  for (const [i, start] of data.start.entries()) {
    const y = rows.rowOf[i]! * rowHeight - scene.scrolled;
    if (y + rowHeight < 0 || y > on.height) continue;
    on.context.globalAlpha = matches && !matches[i] ? 0.15 : 1;
    const before = scene.ofPackages ? scene.waiting[i] : undefined;
    if (before) drawWaiting(on, before, view, y);
    if (start > view.to || data.end[i]! < view.from) continue;
    const width = (data.end[i]! - start) * scale;
    drawProcess(on, scene, i, { x: (start - view.from) * scale, y: y + 1, width, height: rowHeight - 2 });
  }
  on.context.globalAlpha = 1;
}

/** A thin line until all that it depends on was done, a thick one from then on until a slot took it. */
function drawWaiting({ context, colours, width }: Surface, waiting: Waiting, view: View, y: number): void {
  const line = (from: number, to: number, thickness: number, colour: string): void => {
    const scale = width / (view.to - view.from);
    const [left, right] = [
      Math.max((from - view.from) * scale, 0),
      Math.min((to - view.from) * scale, width),
    ];
    context.fillStyle = colour;
    if (right > left) context.fillRect(left, y + (rowHeight - thickness) / 2, right - left, thickness);
  };
  line(waiting.begin, waiting.ready, 2, colours.soft);
  line(waiting.ready, waiting.start, 8, colours.bad);
}

function drawProcess(on: Surface, scene: Scene, i: number, box: Box): void {
  const { data, selected } = scene;
  const { context, colours } = on;
  const whole = seen(box, on.width);
  context.fillStyle = colours.line;
  context.fillRect(whole.x, whole.y, whole.width, whole.height);
  drawPhases(on, data.intervals[i]!, box, box.width / Math.max(data.end[i]! - data.start[i]!, 1));
  if (isCritical(data, i)) drawMark(on, whole);
  drawLabel(on, scene, i, whole);
  if (i === selected) frame(on, whole, colours.ink);
  else if (isBad(data.exit[i]!)) frame(on, whole, colours.bad);
}

/** That a process is on the critical path: a bar at its foot. */
function drawMark({ context, colours }: Surface, { x, y, width, height }: Box): void {
  context.fillStyle = colours.path;
  context.fillRect(x, y + height - 4, width, 4);
}

function drawLabel(on: Surface, { data, names, rows, ofPackages }: Scene, i: number, box: Box): void {
  const label = (isBad(data.exit[i]!) ? "✗ " : "") + names[data.package[i]!]!;
  const { ink } = on.colours;
  const isLast = ofPackages && rows.rowOf.lastIndexOf(rows.rowOf[i]!) === i;
  if (isLast && !fits(label, box)) boxLabel(on, label, beside(box, on.width), ink);
  else boxLabel(on, label, box, data.intervals[i]!.length > 0 ? undefined : ink);
}

/** The room on the right, or on the left where there is more. */
function beside({ x, y, width, height }: Box, whole: number): Box {
  const right = whole - x - width;
  if (right >= sideLabel || right >= x) return { x: x + width, y, width: right, height };
  return { x: x - sideLabel, y, width: sideLabel, height };
}

function drawPhases(
  { context, width }: Surface,
  intervals: readonly number[],
  box: Box,
  scale: number,
): void {
  for (let at = 0; at < intervals.length; at += 3) {
    const x = box.x + intervals[at + 1]! * scale;
    const phase = { ...box, x, width: intervals[at + 2]! * scale };
    if (phase.width < 0.3 || x > width || x + phase.width < 0) continue;
    const shown = seen(phase, width);
    context.fillStyle = colourOf(intervals[at]!);
    context.fillRect(shown.x, shown.y, Math.min(shown.width, phase.width), shown.height);
  }
}

/** A process that failed, or was killed. */
const isBad = (exit: TimelineData["exit"][number]): boolean => exit !== 0 && exit !== "running";
