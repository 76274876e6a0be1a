import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatTime } from "../base/units.ts";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import type { Analysis } from "../trace/analyze.ts";
import { type Browser, startBrowser } from "./browser.testing.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/** The page of a real build, in a browser: it shows what `report --json` says. */
const chromium = await findOnPath(nodeHost(), "chromium");
const missing = chromium ? "" : " (skipped: there is no chromium on PATH)";
const scratch = mkdtempSync(join(tmpdir(), "traceinject-report-real-"));
const [page, figures] = [join(scratch, "report.html"), join(scratch, "report.json")];
const release = (await releases()).at(-1)!;
let browser: Browser;
let analysis: Analysis;

function traceinject(...args: readonly string[]): void {
  const env = {
    ...process.env,
    ...{ GOFLAGS: "", GOENV: "off", GOWORK: "off", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: join(scratch, "state") },
  };
  const launcher = join(packageRoot(), "bin/traceinject.mjs");
  const run = spawnSync(process.execPath, [launcher, ...args], { cwd: scratch, env, encoding: "utf8" });
  expect(run).toMatchObject({ status: 0, stdout: "", stderr: "" });
}

beforeAll(async () => {
  if (!chromium) return;
  await instrumented(release);
  writeFileSync(join(scratch, "go.mod"), "module example.com/page\n\ngo 1.19\n");
  writeFileSync(join(scratch, "main.go"), `package main\n\nfunc main() { println("hello") }\n`);
  traceinject("--goroot", release.goroot, "--level", "pass", "go", "build", "-a", "-o", "page.bin", ".");
  traceinject("report", "--html", "-o", page);
  traceinject("report", "--json", "-o", figures);
  analysis = JSON.parse(readFileSync(figures, "utf8")) as Analysis;
  browser = await startBrowser(chromium);
  await browser.open(pathToFileURL(page).href);
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

/** The texts of the first two columns of a table, as it is sorted at first. */
const rowsOf = (id: string): Promise<string[][]> =>
  browser.evaluate(`(() => {
  document.querySelector("#tab-${id}").click();
  const rows = [...document.querySelectorAll("#table-panel tbody tr")];
  return rows.map((row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent));
})()`);

test.skipIf(missing !== "")(
  `tables of packages, phases and passes have the report's figures${missing}`,
  async () => {
    const timed = (rows: readonly { readonly name: string; readonly time: number }[]) =>
      rows.map(({ name, time }) => [name, formatTime(time)]);
    expect(await rowsOf("packages")).toEqual(
      analysis.packages.map((row) => [row.package, formatTime(row.wall)]).slice(0, 200),
    );
    expect(await rowsOf("phases")).toEqual(timed(analysis.phases));
    expect(await rowsOf("passes")).toEqual(timed(analysis.passes));
    expect(analysis.passes.length).toBeGreaterThan(30);
  },
);

test.skipIf(missing !== "")(`the timeline names the first process and its phases${missing}`, async () => {
  const [first] = analysis.processes;
  await browser.evaluate(`document.querySelector("#timeline-box").focus()`);
  await browser.press("]");
  const told = await browser.evaluate<string>(`document.querySelector("#timeline-details").textContent`);
  expect(told).toContain(
    `${first!.tool} ${first!.package}: ${formatTime(Math.round(first!.wall / 1000) * 1000)} from`,
  );
  expect(told).toMatch(first!.tool === "compile" ? /fe:parse \d/ : /\. \S+ \d/);
});

test.skipIf(missing !== "")(`nothing is loaded, and nothing goes wrong${missing}`, () => {
  expect(browser.requests).toEqual([pathToFileURL(page).href]);
  expect(browser.console).toEqual([]);
});
