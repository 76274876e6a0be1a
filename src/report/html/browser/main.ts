import type { PageData } from "../data.ts";
import { find } from "./dom.ts";
import { Flame } from "./flame.ts";
import { matcher } from "./search.ts";
import { Tables } from "./tables.ts";
import { listenToTheme } from "./theme.ts";
import { Timeline } from "./timeline.ts";

// The page reads without a script, so what only works with one is hidden until here.
const page = JSON.parse(find("#data").textContent!) as PageData;
for (const hidden of document.querySelectorAll<HTMLElement>("[data-scripted]")) hidden.hidden = false;
const timeline = new Timeline(page);
find("#timeline").hidden = page.timeline.start.length === 0;
const [firstFlame] = page.flames;
const flame = firstFlame && new Flame(page, firstFlame);
find("#flame").hidden = !flame;
const tables = new Tables(page);

const search = find<HTMLInputElement>("#search");
search.addEventListener("input", () => {
  const match = matcher(search.value);
  timeline.search(match);
  flame?.search(match);
  tables.search(match);
});
addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key !== "/" || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  search.focus();
});
listenToTheme(() => {
  timeline.draw();
  flame?.draw();
});
