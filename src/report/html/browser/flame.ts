import { formatCount, formatShare } from "../../../base/units.ts";
import type { FlameData, PageData } from "../data.ts";
import { element, find, oncePerFrame, onKeys } from "./dom.ts";
import { type FlameLayout, flameLayout, pathTo, sibling } from "./flame-layout.ts";
import type { Match } from "./search.ts";
import { type Box, boxLabel, colourOf, frame, type Surface, seen, surface } from "./surface.ts";
import { time } from "./timeline.ts";
import type { View } from "./view.ts";

const rowHeight = 20;
const none = -1;

/** The flame graphs, of which one is shown: packages on top, below each what its time went to. */
export class Flame {
  readonly draw = oncePerFrame(() => this.drawNow());
  private readonly box = find("#flame-box");
  private readonly details = find("#flame-details");
  private data: FlameData;
  private layout: FlameLayout;
  private zoomedTo = none;
  private selected = none;
  private match: Match | undefined;

  constructor(
    private readonly page: PageData,
    first: FlameData,
  ) {
    this.data = first;
    this.layout = flameLayout(first);
    this.choices();
    this.listen();
    this.choose(first);
  }

  /** Fades what does not match. */
  search(match: Match | undefined): void {
    this.match = match;
    this.draw();
  }

  private choices(): void {
    const choices = this.page.flames.map((flame, i) => {
      const input = element("input", { type: "radio", name: "flame", value: flame.id });
      input.checked = i === 0;
      input.addEventListener("change", () => this.choose(flame));
      return element("label", {}, input, ` ${flame.title}`);
    });
    find("#flame-choice").append(...choices);
  }

  private choose(flame: FlameData): void {
    this.data = flame;
    this.layout = flameLayout(flame);
    this.zoomedTo = none;
    this.selected = none;
    find("#flame-note").textContent = flame.note;
    this.legend();
    this.describe(none);
    this.draw();
  }

  private legend(): void {
    const shown = this.data.kinds.map((kind, i) => {
      const sample = element("span", { class: "sample", "aria-hidden": "true" });
      sample.style.background = colourOf(i);
      return element("li", {}, sample, kind);
    });
    find("#flame-legend").replaceChildren(...shown);
  }

  private listen(): void {
    const all = (): void => this.zoomTo(none);
    find("[data-flame=all]").addEventListener("click", all);
    onKeys(this.box, {
      ArrowUp: () => this.select(this.above()),
      ArrowDown: () => this.select(this.below()),
      ArrowLeft: () => this.select(this.beside(-1)),
      ArrowRight: () => this.select(this.beside(1)),
      Enter: () => this.zoomTo(this.selected),
      ...{ Escape: all, "0": all, Home: all },
    });
    new ResizeObserver(this.draw).observe(this.box);
    this.box.addEventListener("pointermove", (event) => this.describe(this.hit(event)));
    this.box.addEventListener("click", (event) => {
      const row = this.hit(event);
      if (row !== none) this.select(row);
      this.zoomTo(row);
    });
  }

  private above(): number {
    return this.selected === none ? 0 : this.data.parent[this.selected]!;
  }

  private below(): number {
    return this.selected === none ? 0 : this.data.parent.indexOf(this.selected);
  }

  private beside(step: 1 | -1): number {
    return this.selected === none ? 0 : sibling(this.data.parent, this.selected, step);
  }

  /** Stays where it is when there is nothing to go to; a node that is out of sight is brought into it. */
  private select(row: number): void {
    if (row < 0) return;
    this.selected = row;
    const path = pathTo(this.data.parent, row);
    if (!path.includes(this.zoomedTo) && !pathTo(this.data.parent, this.zoomedTo).includes(row))
      this.zoomedTo = none;
    this.describe(row);
    this.draw();
  }

  private zoomTo(row: number): void {
    this.zoomedTo = row;
    this.describe(row);
    this.draw();
  }

  private describe(row: number): void {
    const shown = row === none ? this.selected : row;
    this.details.textContent = shown === none ? "" : this.sentence(shown);
  }

  private sentence(row: number): string {
    const { parent, name, kind, kinds, time: times, count } = this.data;
    const path = pathTo(parent, row);
    const where = path.map((one) => this.page.names[name[one]!]).join(" › ");
    const shares = [
      `${formatShare(times[row]!, this.layout.whole)} of all`,
      ...(path.length > 1 ? [`${formatShare(times[row]!, times[path[0]!]!)} of the package`] : []),
    ];
    const spans =
      path.length > 1 ? formatCount(count[row]!, "span") : formatCount(count[row]!, "process", "processes");
    return `${kinds[kind[row]!]} ${where}: ${time(times[row]!)} in ${spans}, ${shares.join(", ")}.`;
  }

  private get view(): View {
    const { start, whole } = this.layout;
    if (this.zoomedTo === none) return { from: 0, to: Math.max(whole, 1) };
    const from = start[this.zoomedTo]!;
    return { from, to: from + Math.max(this.data.time[this.zoomedTo]!, 1) };
  }

  private hit({ clientX, clientY }: MouseEvent): number {
    const { left, top } = this.box.getBoundingClientRect();
    const { from, to } = this.view;
    const at = from + ((clientX - left) / this.box.clientWidth) * (to - from);
    const depth = Math.floor((clientY - top) / rowHeight);
    const { start, depth: depths } = this.layout;
    return start.findIndex((one, i) => depths[i] === depth && one <= at && one + this.data.time[i]! > at);
  }

  private drawNow(): void {
    const on = surface(find("#flame-canvas"), this.box.clientWidth, this.layout.depths * rowHeight);
    const { from, to } = this.view;
    const scale = on.width / (to - from);
    for (const [row, start] of this.layout.start.entries()) {
      const width = this.data.time[row]! * scale;
      const x = (start - from) * scale;
      if (width < 0.5 || x > on.width || x + width < 0) continue;
      this.drawNode(on, row, { x, width, y: this.layout.depth[row]! * rowHeight, height: rowHeight - 1 });
    }
  }

  private drawNode(on: Surface, row: number, box: Box): void {
    const { context, colours } = on;
    const name = this.page.names[this.data.name[row]!]!;
    const shown = seen({ ...box, width: box.width - (box.width > 3 ? 1 : 0) }, on.width);
    context.globalAlpha = this.match && !this.match(name) ? 0.2 : 1;
    context.fillStyle = colourOf(this.data.kind[row]!);
    context.fillRect(shown.x, shown.y, shown.width, shown.height);
    boxLabel(on, name, shown);
    context.globalAlpha = 1;
    if (row === this.selected) frame(on, shown, colours.ink);
  }
}
