import { formatTime } from "../../../base/units.ts";
import type { PageData, TimelineData } from "../data.ts";
import { element, find, oncePerFrame, onKeys } from "./dom.ts";
import { drawCurve } from "./draw-curve.ts";
import { curveHeight, drawProcesses, rowHeight } from "./draw-timeline.ts";
import { packageRows, type Rows, slotRows } from "./rows.ts";
import type { Match } from "./search.ts";
import { colourOf, surface } from "./surface.ts";
import { around, centred, panned, type View, zoomed } from "./view.ts";
import { isCritical, type Waiting, waitingOf } from "./waiting.ts";

/** The processes in rows, with the curve of how many ran above them. */
export class Timeline {
  readonly draw = oncePerFrame(() => this.drawNow());
  private readonly data: TimelineData;
  private readonly box = find("#timeline-box");
  private readonly details = find("#timeline-details");
  private readonly slots: Rows;
  private readonly packages: Rows;
  private readonly waiting: readonly (Waiting | undefined)[];
  private rows: Rows;
  private view: View;
  private selected = -1;
  private matches: readonly boolean[] | undefined;

  constructor(private readonly page: PageData) {
    this.data = page.timeline;
    this.slots = slotRows(this.data);
    this.packages = packageRows(this.data);
    this.waiting = waitingOf(this.data);
    for (const hidden of document.querySelectorAll<HTMLElement>("[data-actions]"))
      hidden.hidden = !this.data.actions;
    this.rows = this.slots;
    this.view = { from: 0, to: this.whole };
    this.legend();
    this.listen();
    this.draw();
  }

  /** Fades what does not match. */
  search(match: Match | undefined): void {
    this.matches = match && this.data.package.map((_, i) => match(this.title(i)));
    this.draw();
  }

  private get whole(): number {
    return Math.max(this.data.elapsed, 1);
  }

  private title(i: number): string {
    const { names } = this.page;
    return `${names[this.data.tool[i]!]} ${names[this.data.package[i]!]}`;
  }

  private legend(): void {
    const shown = this.data.phases.map((name, i) => {
      const sample = element("span", { class: "sample", "aria-hidden": "true" });
      sample.style.background = colourOf(i);
      return element("li", {}, sample, this.page.names[name]!);
    });
    find("#timeline-legend").append(...shown);
  }

  private listen(): void {
    const zoom = (factor: number) => () => this.zoom(factor);
    const pan = (share: number) => () => this.show(panned(this.view, share, this.whole));
    const all = (): void => this.show({ from: 0, to: this.whole });
    const buttons = { in: zoom(2), out: zoom(0.5), left: pan(-0.25), right: pan(0.25), all };
    for (const [name, action] of Object.entries(buttons))
      find(`[data-timeline=${name}]`).addEventListener("click", action);
    onKeys(this.box, {
      ...{ "+": buttons.in, "=": buttons.in, "-": buttons.out, "0": all, Home: all },
      ...{ ArrowLeft: buttons.left, ArrowRight: buttons.right },
      "[": () => this.go(-1),
      "]": () => this.go(1),
      c: () => this.goCritical(),
      Enter: () => this.zoomTo(this.selected),
    });
    find("#timeline-rows").addEventListener("change", (event) => this.arrange(event.target));
    this.box.addEventListener("scroll", this.draw);
    new ResizeObserver(this.draw).observe(this.box);
    this.listenToPointer();
  }

  private listenToPointer(): void {
    const { box } = this;
    box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    box.addEventListener("pointermove", (event) => {
      if (event.buttons === 1) this.show(panned(this.view, -event.movementX / box.clientWidth, this.whole));
      else this.describe(this.hit(event));
    });
    box.addEventListener("click", (event) => this.select(this.hit(event)));
    box.addEventListener("dblclick", (event) => this.zoomTo(this.hit(event)));
  }

  /** The wheel alone scrolls the page, as everywhere. */
  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(2 ** (-event.deltaY / 200), event.offsetX / this.box.clientWidth);
  }

  private arrange(choice: EventTarget | null): void {
    if (!(choice instanceof HTMLInputElement)) return;
    this.rows = choice.value === "packages" ? this.packages : this.slots;
    this.draw();
  }

  private zoom(factor: number, at = 0.5): void {
    this.show(zoomed(this.view, factor, at, this.whole));
  }

  private zoomTo(i: number): void {
    const { start, end } = this.data;
    if (i >= 0) this.show(around(start[i]!, end[i]!, this.whole));
  }

  private show(view: View): void {
    this.view = view;
    this.draw();
  }

  /** To the process that began before or after the selected one; where none is, to the first that is seen. */
  private go(step: 1 | -1): void {
    const first = this.data.end.findIndex((end) => end >= this.view.from);
    this.select(this.selected < 0 ? first : this.selected + step);
  }

  /** To the next process on the critical path, and from the last one to the first. */
  private goCritical(): void {
    const all = [...this.data.start.keys()].filter((i) => isCritical(this.data, i));
    this.select(all.find((i) => i > this.selected) ?? all[0] ?? -1);
  }

  /** Scrolls to a process and says what it is; none for a number that is of none. */
  private select(i: number): void {
    if (i < 0 || i >= this.data.start.length) return;
    this.selected = i;
    const { start, end } = this.data;
    const isSeen = end[i]! >= this.view.from && start[i]! <= this.view.to;
    if (!isSeen) this.show(centred(this.view, start[i]!, this.whole));
    const top = this.rows.rowOf[i]! * rowHeight;
    if (top < this.box.scrollTop || top + rowHeight > this.box.scrollTop + this.box.clientHeight)
      this.box.scrollTop = top - this.box.clientHeight / 2;
    this.describe(i);
    this.draw();
  }

  private describe(i: number): void {
    const shown = i >= 0 ? i : this.selected;
    this.details.textContent = shown < 0 ? "" : this.sentence(shown);
  }

  private sentence(i: number): string {
    const { start, end, exit, intervals, phases } = this.data;
    const parts: string[] = [];
    const own = intervals[i]!;
    for (let at = 0; at < own.length; at += 3)
      parts.push(`${this.page.names[phases[own[at]!]!]} ${time(own[at + 2]!)}`);
    const took = `${this.title(i)}: ${time(end[i]! - start[i]!)} from ${time(start[i]!)} on${ending(exit[i]!)}`;
    const phrases = [took, ...(parts.length > 0 ? [parts.join(", ")] : []), ...this.actionWords(i)];
    return `${phrases.join(". ")}.`;
  }

  /** What go says of the action that a process belongs to. */
  private actionWords(i: number): string[] {
    const { actions } = this.data;
    const row = actions?.of[i] ?? -1;
    if (!actions || row < 0) return [];
    const [ready, start, slack] = [actions.ready[row]!, actions.start[row]!, actions.slack[row]!];
    const path = isCritical(this.data, i) ? "On the critical path" : `It has ${time(slack)} of slack`;
    return [
      `Its action waited ${time(ready - actions.begin)} for dependencies and ${time(start - ready)} for a slot`,
      path,
    ];
  }

  private hit({ clientX, clientY }: MouseEvent): number {
    const { left, top } = this.box.getBoundingClientRect();
    const row = Math.floor((clientY - top + this.box.scrollTop) / rowHeight);
    const { from, to } = this.view;
    const at = from + ((clientX - left) / this.box.clientWidth) * (to - from);
    const { start, end } = this.data;
    return this.rows.rowOf.findIndex((one, i) => one === row && start[i]! <= at && end[i]! >= at);
  }

  private drawNow(): void {
    const { box, data, view, page } = this;
    find("#timeline-space").style.height = `${this.rows.count * rowHeight}px`;
    const width = box.clientWidth;
    drawCurve(surface(find("#timeline-curve"), width, curveHeight), data, view);
    drawProcesses(surface(find("#timeline-canvas"), width, box.clientHeight), {
      ...{
        data,
        view,
        names: page.names,
        rows: this.rows,
        scrolled: box.scrollTop,
        ofPackages: this.rows === this.packages,
        waiting: this.waiting,
      },
      ...{ selected: this.selected, ...(this.matches && { matches: this.matches }) },
    });
    find("#timeline-range").textContent = `${time(view.from)} to ${time(view.to)} of ${time(data.elapsed)}`;
  }
}

/** Microseconds for people. */
export function time(microseconds: number): string {
  return formatTime(Math.round(microseconds) * 1000);
}

/** How a process ended, where that is worth a word. */
function ending(exit: TimelineData["exit"][number]): string {
  if (exit === 0) return "";
  if (typeof exit === "number") return `, exit code ${exit}`;
  return exit === "running" ? ", has not ended yet" : ", did not end by itself";
}
