import { formatBytes, formatTime } from "../../../base/units.ts";
import type { ColumnData, PageData, TableData } from "../data.ts";
import { element, find, onKeys } from "./dom.ts";
import type { Match } from "./search.ts";
import { resorted, type Sorting, tableRows } from "./table-rows.ts";

/** So many rows stand in the page at first, and are added by the button below. */
const step = 200;

/** The tables, of which the one of the chosen tab is shown. */
export class Tables {
  private readonly panel = find("#table-panel");
  private readonly tabs: readonly HTMLButtonElement[];
  private readonly sortings: Sorting[];
  private chosen = 0;
  private shown = step;
  private match: Match | undefined;

  constructor(private readonly page: PageData) {
    this.sortings = page.tables.map(() => ({ column: 1, descending: true }));
    this.tabs = page.tables.map((table, i) => this.tab(table, i));
    find("#table-tabs").append(...this.tabs);
    find("#table-more").addEventListener("click", () => this.more());
    if (this.tabs.length > 0) this.choose(0);
  }

  /** Leaves out what does not match. */
  search(match: Match | undefined): void {
    this.match = match;
    this.shown = step;
    this.draw();
  }

  private tab({ id, title }: TableData, i: number): HTMLButtonElement {
    const attributes = { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "table-panel" };
    const tab = element("button", attributes, title);
    tab.addEventListener("click", () => this.choose(i));
    const go = (to: number): void => {
      this.choose((to + this.tabs.length) % this.tabs.length);
      this.tabs[this.chosen]!.focus();
    };
    onKeys(tab, {
      ArrowLeft: () => go(i - 1),
      ArrowRight: () => go(i + 1),
      Home: () => go(0),
      End: () => go(-1),
    });
    return tab;
  }

  private choose(i: number): void {
    this.chosen = i;
    this.shown = step;
    for (const [j, tab] of this.tabs.entries()) tab.setAttribute("aria-selected", String(j === i));
    this.panel.setAttribute("aria-labelledby", this.tabs[i]!.id);
    this.draw();
  }

  private more(): void {
    this.shown += 5 * step;
    this.draw();
  }

  private sort(column: number): void {
    const table = this.page.tables[this.chosen]!;
    this.sortings[this.chosen] = resorted(this.sortings[this.chosen]!, column, table);
    this.draw();
    this.panel.querySelectorAll<HTMLElement>("thead button")[column]!.focus();
  }

  private draw(): void {
    const table = this.page.tables[this.chosen];
    if (!table) return;
    const sorting = this.sortings[this.chosen]!;
    const rows = tableRows(table, this.page.names, sorting, this.match);
    const shown = rows.slice(0, this.shown);
    const head = element("tr", {}, ...table.columns.map((column, i) => this.heading(column, i, sorting)));
    const body = shown.map((row) =>
      element("tr", {}, ...table.columns.map((column, i) => this.cell(column, row, i))),
    );
    const caption = element("caption", {}, table.note);
    this.panel.replaceChildren(
      element("table", {}, caption, element("thead", {}, head), element("tbody", {}, ...body)),
    );
    find("#table-count").textContent = `${shown.length} of ${rows.length} rows`;
    find("#table-more").hidden = shown.length === rows.length;
  }

  private heading({ title, unit }: ColumnData, i: number, { column, descending }: Sorting): HTMLElement {
    const button = element("button", { type: "button" }, title);
    button.addEventListener("click", () => this.sort(i));
    const order = column !== i ? "none" : descending ? "descending" : "ascending";
    return element("th", { scope: "col", "aria-sort": order, class: unit }, button);
  }

  private cell({ unit, values }: ColumnData, row: number, i: number): HTMLElement {
    const value = values[row]!;
    if (unit === "name") {
      const name = element("code", {}, this.page.names[value]!);
      return i === 0 ? element("th", { scope: "row" }, name) : element("td", {}, name);
    }
    return element("td", { class: unit }, value === 0 ? "–" : figure(unit, value));
  }
}

function figure(unit: ColumnData["unit"], value: number): string {
  if (unit === "time") return formatTime(value);
  return unit === "bytes" ? formatBytes(value) : String(value);
}
