import { expect, it } from "vitest";
import { upgradeReport } from "../../audit/upgrade/report.ts";
import { upgradeFormats } from "./format.ts";
import { renderMatrix } from "./markdown.ts";
import { drifted, fine, many } from "./sample.testing.ts";

const options = { top: 20, width: 100, colour: false, version: "1.2.3" };

function render(name: string, report = many, width = 100): string {
  return upgradeFormats.find((format) => format.name === name)!.render(report, { ...options, width });
}

it("tells of one release every step, its time, what it looked at, and the cost of the compiler", () => {
  const text = render("text", upgradeReport([fine]));
  expect(text).toContain("go1.26.8 (linux/amd64), patch set compile: everything passes.\n");
  expect(text).toContain("Toolchain go1.26.8-0123456789abcdef.\n");
  expect(text).toMatch(/\n {2}✓ audit +45\.0 s {2}45 checks of 47 made/);
  expect(text).toContain("over 5 rounds: 1.00 (0.99 … 1.02) with tracing off, 1.04 (1.03 … 1.06) with");
  expect(text).toContain("108 s in all, 1.007 × the time of the steps; ended 2026-11-23T18:42:26.536Z.");
});

it("shows drift as patch --check does, what was not run and why, and what became of the proposals", () => {
  const text = render("text", upgradeReport([drifted]));
  expect(text).toContain("go1.28.0 (linux/amd64), patch set compile: 1 finding.");
  expect(text).toContain(
    "  anchor-missing: start/main in cmd/compile/internal/gc (start.patch:32)\n      base.Parse",
  );
  expect(text).toMatch(/– audit +not run because of what patches found/);
  expect(text).toContain("Tried and rejected: start/main (audit: gc.Main: its frame grew).");
  expect(text).toContain("Left: exits/gone (the statement is gone).");
  expect(text).not.toContain("Toolchain");
});

it("keeps lines of many releases within the screen, and tells the steps of those that did not pass only", () => {
  const text = render("text", many, 80);
  for (const line of text.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
  expect(text.match(/patch set compile: /g)).toHaveLength(1);
  expect(text).toMatch(/\ngo1\.26\.8 +go on PATH .* 2026-11-23\n/);
  expect(text).toContain("go1.19.13 cannot be had here");
});

it("makes a matrix in Markdown: a row for each release, and each patch on each release", () => {
  const matrix = renderMatrix(many);
  expect(matrix).toContain(
    "| go1.26.8 | go on PATH | 2 of 2 fit, 13 changes | 20 taken, 0 not covered | 49 of 24179 functions changed " +
      "| 76 objects equal | 1.00 (0.99 … 1.02) / 1.04 (1.03 … 1.06) | everything passes | 2026-11-23 |",
  );
  expect(matrix).toContain(
    "| go1.28.0 | module cache | 2 of 3 fit | – | – | – | – | 1 finding | 2026-11-23 |",
  );
  expect(matrix).toContain("| start | 1 | drift |\n| later | – | 2 |");
  expect(matrix).toContain("Could not be had: go1.19.13.");
  expect(render("markdown").startsWith(matrix.trimEnd())).toBe(true);
});

it("tells the steps of one release in Markdown, with drift in a block", () => {
  const text = render("markdown", upgradeReport([drifted]));
  expect(text).toContain("## ✗ go1.28.0: 1 finding\n");
  expect(text).toContain("| ✗ | patches | 1.10 s | compile does not fit go1.28.0 |");
  expect(text).toContain("```\nanchor-missing: start/main in cmd/compile/internal/gc");
  expect(text).toContain("- Tried and rejected: start/main");
});

it("loses nothing in JSON", () => {
  expect(JSON.parse(render("json"))).toEqual(JSON.parse(JSON.stringify(many)));
});

it("lets no name move the cursor or become markup", () => {
  const evil = { ...drifted, release: "go1\u001b[2J<b>|x" };
  expect(render("text", upgradeReport([evil]))).not.toContain("\u001b");
  expect(renderMatrix(upgradeReport([evil]))).toContain("&lt;b&gt;\\|x");
});
