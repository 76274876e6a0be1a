import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { recorded } from "../trace/decode/event-builder.testing.ts";
import { anchor, begin, end, exit, header, records, spanFile } from "../trace/decode/span-builder.testing.ts";
import { type Browser, startBrowser } from "./browser.testing.ts";

/** What go did, on the page: the critical path and the waiting on the timeline, and the tables; driven by keys. */
const chromium = await findOnPath(nodeHost(), "chromium");
const missing = chromium ? "" : " (skipped: there is no chromium on PATH)";
const scratch = mkdtempSync(join(tmpdir(), "traceinject-report-actions-"));
const page = join(scratch, "report.html");
const address = pathToFileURL(page).href;
const ms = 1_000_000;
let browser: Browser;

/** `log` waits for a slot, and is not on the path; `fmt` was in the build cache when the session was recorded. */
const drawing = `
  link app: 700 700 900 < app
  app: 400 400 700 < lib, log, fmt
  lib: 100 100 400 < runtime
  log: 100 250 300 < runtime
  fmt: 100 100 101 < runtime
  runtime: 0 0 100`.replace(/ \d+(?= |$)/gm, (time) => ` ${Number(time) * ms}`);

/** The processes of the actions, in nanoseconds of the drawing. */
const processes = { runtime: [5, 95], lib: [110, 390], log: [255, 295], app: [410, 690] } as const;

function compile(path: string, [from, to]: readonly [number, number]): Uint8Array {
  const [start, last, id] = [from * ms, to * ms, `build-${path}`];
  return spanFile(
    header({ package: path, importPath: path, action: `${id}/${id}`, anchor: anchor(start) }),
    records(
      0,
      start,
      ...[recorded("CompileStart", 0), begin("phase", "fe:parse", 0)],
      ...[recorded("ParseComplete", 10 * ms), recorded("TypeCheckEnd", 0), end(0)],
      ...(["SSAGenComplete", "CodeGenComplete", "CompileEnd"] as const).map((event) => recorded(event, 0)),
    ),
    exit(0, last),
  );
}

const session = "20260102T030405000Z-000001";
const env = {
  ...process.env,
  ...{ XDG_CACHE_HOME: join(scratch, "cache"), XDG_STATE_HOME: join(scratch, "state") },
};

function write(path: string, data: string | Uint8Array): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), data);
}

beforeAll(async () => {
  if (!chromium) return;
  const folder = `state/traceinject/sessions/${session}`;
  for (const [path, times] of Object.entries(processes))
    write(`${folder}/proc/compile-${path}-1-1.span`, compile(path, times));
  write(`${folder}/go/actiongraph.json`, graphText(drawing, { fmt: { Cmd: null } }));
  write(
    "cache/traceinject/costs/earlier.txt",
    "traceinject-costs 1\n= 20250102T030405000Z-000001\nbuild-fmt 90000000 41000000000\n",
  );
  const launcher = join(packageRoot(), "bin/traceinject.mjs");
  const run = spawnSync(process.execPath, [launcher, "report", session, "--html", "-o", page], {
    env,
    encoding: "utf8",
  });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  browser = await startBrowser(chromium);
  await browser.open(address);
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

const focus = (selector: string): Promise<void> =>
  browser.evaluate(`void document.querySelector("${selector}").focus()`);
const textOf = (selector: string): Promise<string> =>
  browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);

/** The rows of a table by the first cell: the others, by their titles. */
const tableOf = (id: string): Promise<Record<string, Record<string, string>>> =>
  browser.evaluate(`(() => {
  document.querySelector("#tab-${id}").click();
  const titles = [...document.querySelectorAll("#table-panel thead th")].map((cell) => cell.textContent);
  const rows = [...document.querySelectorAll("#table-panel tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
  return Object.fromEntries(rows.map(([name, ...cells]) => [name, Object.fromEntries(cells.map((cell, i) => [titles[i + 1], cell]))]));
})()`);

/** How many pixels of the timeline's canvas have the colour that the page has for `name`. */
const pixels = (name: string): Promise<number> =>
  browser.evaluate(`(() => {
  const canvas = document.querySelector("#timeline-canvas");
  const hex = getComputedStyle(document.documentElement).getPropertyValue("--${name}").trim();
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i] === r && data[i + 1] === g && data[i + 2] === b) count++;
  return count;
})()`);

test.skipIf(missing !== "")(
  `the page says what go did, and what the build cache spared${missing}`,
  async () => {
    const text = await textOf("#build");
    expect(text).toContain("go's actions took 900 ms");
    expect(text).toContain("1 of 6 results came out of the build cache, which saved 41.0 s of CPU time");
  },
);

test.skipIf(missing !== "")(
  `keys lead along the critical path, and tell what was waited for${missing}`,
  async () => {
    await focus("#timeline-box");
    const told: string[] = [];
    for (let i = 0; i < 4; i++) {
      await browser.press("c");
      told.push(await textOf("#timeline-details"));
    }
    expect(told.map((text) => text.slice(0, text.indexOf(":")))).toEqual([
      ...["compile runtime", "compile lib", "compile app", "compile runtime"],
    ]);
    expect(told[1]).toContain(
      "Its action waited 100 ms for dependencies and 0 ms for a slot. On the critical path.",
    );
    await browser.press("]", "]");
    expect(await textOf("#timeline-details")).toMatch(
      /^compile log: .* and 150 ms for a slot\. It has 250 ms of slack\.$/,
    );
  },
);

test.skipIf(missing !== "")(
  `the timeline marks the critical path, and draws waiting before the bars of packages, in either theme${missing}`,
  async () => {
    for (const theme of ["light", "dark"]) {
      await browser.emulate({ "prefers-color-scheme": theme });
      await browser.open(address);
      const marked = await pixels("path");
      expect(marked).toBeGreaterThan(1000);
      expect(await pixels("bad")).toBe(0);
      await focus("[name=rows][value=slots]");
      await browser.press("ArrowRight");
      expect(await browser.evaluate(`document.querySelector("[name=rows]:checked").value`)).toBe("packages");
      // 150 of 685 ms, eight pixels high, on a page that is some 1,300 wide.
      expect(await pixels("bad")).toBeGreaterThan(1000);
      expect(await pixels("soft")).toBeGreaterThan(500);
      expect(await pixels("path")).toBe(marked);
    }
  },
);

test.skipIf(missing !== "")(
  `tables have the critical path with phases, cached actions with their cost, and what would be if${missing}`,
  async () => {
    const path = await tableOf("critical-path");
    expect(Object.keys(path).sort()).toEqual(["compile app", "compile lib", "compile runtime", "link app"]);
    expect(path["compile lib"]).toMatchObject({
      ran: "300 ms",
      untraced: "20.0 ms",
      "mostly in": "fe:parse 10.0 ms",
    });
    const actions = await tableOf("actions");
    expect(actions["compile fmt"]).toMatchObject({
      "came to": "cached",
      "last CPU": "41.0 s",
      "last ran": "90.0 ms",
    });
    expect(actions["compile log"]).toMatchObject({
      slack: "250 ms",
      "for a slot": "150 ms",
      "last CPU": "–",
    });
    const whatIf = await tableOf("what-if");
    for (const slots of ["on 1 slot", "on 2 slots", "on 4 slots", "on 16 slots", "on 64 slots"])
      expect(whatIf[slots]).toBeDefined();
    expect(whatIf["on 1 slot"]).toMatchObject({ wall: "951 ms" });
    expect(whatIf["if free: compile lib"]).toMatchObject({ wall: "650 ms" });
  },
);

test.skipIf(missing !== "")(`nothing is loaded, and nothing goes wrong${missing}`, () => {
  expect(new Set(browser.requests)).toEqual(new Set([address]));
  expect(browser.console).toEqual([]);
});
