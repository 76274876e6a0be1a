import { formatTime } from "../../../base/units.ts";
import type { TimelineData } from "../data.ts";
import { parallel, running } from "./curve.ts";
import type { Surface } from "./surface.ts";
import { axisStep, type View } from "./view.ts";

const axisHeight = 20;

/** How many processes ran, filled, and how many goroutines worked beside their main ones, as a line; below, the time. */
export function drawCurve(on: Surface, data: TimelineData, view: View): void {
  const columns = Math.max(Math.floor(on.width / 2), 1);
  const [processes, goroutines] = [running(data, view, columns), parallel(data, view, columns)];
  const most = Math.max(1, ...processes, ...goroutines);
  const height = on.height - axisHeight;
  const { context, colours } = on;
  const y = (value: number): number => height - (value / most) * (height - 14);
  context.fillStyle = colours.line;
  for (const [i, value] of processes.entries()) context.fillRect(2 * i, y(value), 2, height - y(value));
  context.strokeStyle = colours.link;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [i, value] of goroutines.entries()) context.lineTo(2 * i + 1, y(value));
  context.stroke();
  context.fillStyle = colours.ink;
  context.fillText(`up to ${most.toFixed(1)} at a time`, 4, 8);
  drawAxis(on, view, height);
}

function drawAxis({ context, colours, width }: Surface, view: View, top: number): void {
  const step = axisStep(view, Math.max(width / 110, 1));
  const scale = width / (view.to - view.from);
  for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
    const x = (at - view.from) * scale;
    context.fillStyle = colours.line;
    context.fillRect(x, top, 1, axisHeight);
    context.fillStyle = colours.soft;
    context.fillText(formatTime(at * 1000), x + 4, top + axisHeight / 2);
  }
}
