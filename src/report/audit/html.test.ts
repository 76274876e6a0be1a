import { expect, it } from "vitest";
import { renderHtml } from "./html.ts";
import { bareReport, failingReport, passingReport } from "./sample.testing.ts";

const empty = new Set(["meta", "input"]);

/** The elements in order; throws where one is not closed in its place. Comments, and `<` in the script, there are none. */
function elements(html: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (slash === "") seen.push(name!);
    if (slash === "" && !empty.has(name!)) open.push(name!);
    if (slash === "/" && open.pop() !== name) throw new Error(`</${name}> closes nothing`);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(" ")}`);
  return seen;
}

it("closes every element, whatever is in the names", () => {
  for (const report of [passingReport, failingReport, bareReport])
    expect(elements(renderHtml(report))).toContain("main");
});

it("lets no name become markup", () => {
  const page = renderHtml(failingReport);
  expect(elements(page)).not.toContain("b");
  expect(elements(page).filter((name) => name === "script")).toHaveLength(1);
  expect(page).toContain("// &lt;/script&gt;&lt;b&gt;&amp;amp;");
  expect(page).toContain("struct { C &lt;-chan int; D map[string]*byte &quot;a|b&amp;`c`&quot; }");
});

it("asks nobody for anything", () => {
  const page = renderHtml(failingReport);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/https?:|\bsrc=|@import|url\(/);
});

it("shows what was removed beside what was added, with a sign for each", () => {
  const page = renderHtml(passingReport);
  expect(page).toContain(
    '<tr><td class="removed source">main.go:67</td><td class="removed">−</td><td class="removed text"><del><code>JNE +6033</code></del></td>' +
      '<td class="added source">main.go:67</td><td class="added">+</td><td class="added text"><ins><code>JNE +6039</code></ins></td></tr>',
  );
});

it("has every target of its links, once", () => {
  const page = renderHtml(failingReport);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
});

it("reaches what scrolls by keyboard, and names it", () => {
  for (const [region] of renderHtml(failingReport).matchAll(/<div class="scroll"[^>]*>/g))
    expect(region).toMatch(/tabindex="0" role="region" aria-label="[^"]+"/);
});
