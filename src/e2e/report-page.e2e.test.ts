import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { type Browser, startBrowser } from "./browser.testing.ts";
import { largeBuild, packageName } from "./large-build.testing.ts";

/** The page of a build with 1,000 packages and a million spans, in a browser that is driven by keys alone. */
const chromium = await findOnPath(nodeHost(), "chromium");
const missing = chromium ? "" : " (skipped: there is no chromium on PATH)";
const scratch = mkdtempSync(join(tmpdir(), "traceinject-report-"));
const [traces, page] = [join(scratch, "traces"), join(scratch, "report.html")];
const packages = 1000;
let browser: Browser;

beforeAll(async () => {
  if (!chromium) return;
  mkdirSync(traces);
  for (const [name, bytes] of largeBuild(packages)) writeFileSync(join(traces, name), bytes);
  const launcher = join(packageRoot(), "bin/traceinject.mjs");
  const args = [launcher, "report", traces, "--html", "-o", page];
  const run = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(run).toMatchObject({ status: 0, stdout: "", stderr: "" });
  browser = await startBrowser(chromium);
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

const address = pathToFileURL(page).href;
const textOf = (selector: string): Promise<string> =>
  browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);

/** The texts of the first column of the table that is shown. */
const firstColumn = (): Promise<string[]> =>
  browser.evaluate(`[...document.querySelectorAll("#table-panel tbody th")].map((cell) => cell.textContent)`);

/** Goes on with the Tab key until the focus is where it is wanted. */
async function tabTo(selector: string): Promise<void> {
  const isThere = `document.activeElement.matches(${JSON.stringify(selector)})`;
  for (let i = 0; i < 60; i++) {
    await browser.press("Tab");
    if (await browser.evaluate(isThere)) return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

/** What stands on a canvas. */
const drawn = (canvas: string): Promise<string> =>
  browser.evaluate(`document.querySelector("${canvas}").toDataURL()`);

test.skipIf(missing !== "")(
  `a page of 1,000 packages is small, loads soon, asks for nothing and breaks no rule${missing}`,
  async () => {
    expect(statSync(page).size).toBeLessThan(4e6);
    await browser.open(address);
    const milliseconds = "performance.getEntriesByType('navigation')[0].loadEventEnd";
    expect(await browser.evaluate(milliseconds)).toBeLessThan(5000);
    expect(browser.requests).toEqual([address]);
    expect(browser.console).toEqual([]);
    expect(await textOf(".headline")).toContain("1000 compile processes took");
    expect(await textOf("#table-count")).toBe("200 of 1000 rows");
  },
);

test.skipIf(missing !== "")(`a table is sorted by keys, up and down${missing}`, async () => {
  await browser.open(address);
  await tabTo("#tab-packages");
  await tabTo("thead th:nth-child(1) button");
  const names = Array.from({ length: packages }, (_, i) => packageName(i).replace("\u2028", "\ufffd"));
  const sorted = names.sort(new Intl.Collator("en").compare);
  await browser.press("Enter");
  expect(await firstColumn()).toEqual(sorted.slice(0, 200));
  await browser.press("Enter");
  expect(await firstColumn()).toEqual(sorted.reverse().slice(0, 200));
  expect(await browser.evaluate(`document.querySelector("[aria-sort=descending]").textContent`)).toBe(
    "package",
  );
});

test.skipIf(missing !== "")(`the search filters tables and fades the drawings${missing}`, async () => {
  await browser.open(address);
  const before = [await drawn("#timeline-canvas"), await drawn("#flame-canvas")];
  await browser.press("/");
  await browser.type("GROUP5/ p9");
  expect(await textOf("#table-count")).toBe("5 of 5 rows");
  expect((await firstColumn()).every((name) => /group5\/p9/.test(name))).toBe(true);
  const after = [await drawn("#timeline-canvas"), await drawn("#flame-canvas")];
  for (const [i, one] of after.entries()) expect(one).not.toBe(before[i]);
});

test.skipIf(missing !== "")(`the timeline zooms, moves and names processes by keys${missing}`, async () => {
  await browser.open(address);
  await tabTo("#timeline-box");
  const [all, whole] = [await textOf("#timeline-range"), await drawn("#timeline-canvas")];
  await browser.press("+", "+");
  const zoomed = await textOf("#timeline-range");
  expect(zoomed).not.toBe(all);
  expect(await drawn("#timeline-canvas")).not.toBe(whole);
  await browser.press("ArrowRight");
  expect(await textOf("#timeline-range")).not.toBe(zoomed);
  await browser.press("0");
  expect([await textOf("#timeline-range"), await drawn("#timeline-canvas")]).toEqual([all, whole]);
  await browser.press("]", "]");
  expect(await textOf("#timeline-details")).toContain(`compile ${packageName(1)}: `);
  await browser.press("Enter");
  expect(await textOf("#timeline-range")).not.toBe(all);
});

test.skipIf(missing !== "")(
  `the flame graph leads from a package to its passes by keys${missing}`,
  async () => {
    await browser.open(address);
    await tabTo("[name=flame]");
    await browser.press("ArrowRight", "ArrowRight");
    await tabTo("#flame-box");
    const whole = await drawn("#flame-canvas");
    await browser.press("ArrowDown", "ArrowDown", "ArrowDown");
    expect(await textOf("#flame-details")).toMatch(/^pass example.* › passes › pass \d+: /);
    await browser.press("ArrowUp", "Enter");
    expect(await textOf("#flame-details")).toMatch(/^step /);
    expect(await drawn("#flame-canvas")).not.toBe(whole);
  },
);

const paper = (): Promise<string> => browser.evaluate("getComputedStyle(document.body).backgroundColor");

test.skipIf(missing !== "")(`the theme is the reader's, until the button changes it${missing}`, async () => {
  await browser.emulate({ "prefers-color-scheme": "dark" });
  await browser.open(address);
  const dark = await paper();
  const darkCurve = await drawn("#timeline-curve");
  await tabTo("#theme");
  await browser.press("Enter");
  const light = await paper();
  expect(light).not.toBe(dark);
  expect(await drawn("#timeline-curve")).not.toBe(darkCurve);
  await browser.emulate({ "prefers-color-scheme": "light" });
  await browser.open(address);
  expect(await paper()).toBe(light);
});

test.skipIf(missing !== "")(
  `hostile names are text, and nothing was ever loaded or thrown${missing}`,
  async () => {
    expect(await browser.evaluate("document.querySelectorAll('img, iframe, link').length")).toBe(0);
    expect(new Set(browser.requests)).toEqual(new Set([address]));
    expect(browser.console).toEqual([]);
  },
);
