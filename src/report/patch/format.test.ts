import { expect, test } from "vitest";
import type { Diagnosis } from "../../patch/repair/diagnosis.ts";
import type { PatchReport, PatchReports } from "../../patch/report.ts";
import { patchFormats } from "./format.ts";

const finding: Diagnosis = {
  drift: {
    kind: "anchor-missing",
    change: "p/main",
    at: "p.patch:3",
    target: "cmd/x func Main",
    wanted: "base . ParseFlags ( )",
    place: { file: "cmd/x/x.go", line: 3, column: 1 },
    candidates: [{ file: "cmd/x/x.go", line: 5, column: 2, excerpt: "base.Read_Flags()", score: 0.8 }],
  },
  class: "callee-renamed",
  evidence: ["ParseFlags is Read_Flags now"],
  proposal: { text: "change main\nsince go1.28\n", score: 0.9 },
};

const fits: PatchReport = {
  release: "go1.27.3",
  goroot: "/go27",
  patchSet: "p",
  changes: [{ id: "p/main", file: "cmd/x/x.go", line: 4 }],
  newFiles: [],
  drift: [],
};
const drifts: PatchReport = {
  ...fits,
  release: "go1.28",
  goroot: "/go28",
  changes: [],
  drift: [finding],
  comparedWith: "go1.27.3",
};
const unchecked = { goroot: "/none", code: "no-compiler-source", message: "no Go", remedy: "Name one." };
const several: PatchReports = { patchSet: "p", releases: [fits, drifts], unchecked: [unchecked] };
const one = (report: PatchReport): PatchReports => ({ patchSet: "p", releases: [report], unchecked: [] });

const render = (name: string, reports: PatchReports): string =>
  patchFormats.find((format) => format.name === name)!.render(reports, { width: 80 });

test("text says where each change goes, or what became of its place and what would mend it", () => {
  expect(render("text", one(fits))).toBe("p/main  cmd/x/x.go:4\n\np fits go1.27.3: 1 change, 0 new files\n");
  const text = render("text", one(drifts));
  expect(text).toContain("near: cmd/x/x.go:5:2 (80 % alike): base.Read_Flags()");
  expect(text).toContain(
    "Upstream: callee-renamed: what the statement calls has another name; ParseFlags is",
  );
  expect(text).toContain("Proposal (score 0.90;");
  expect(text.endsWith("p does not fit go1.28: 1 finding; explained by go1.27.3, which it fits\n")).toBe(
    true,
  );
});

test("text of several trees has a line for each, the drift, and what could not be looked at", () => {
  const text = render("text", several);
  expect(text).toContain("go1.27.3  fits: 1 change, 0 new files  /go27");
  expect(text).toContain("go1.28    1 finding, 1 proposal        /go28");
  expect(text).toContain("/none: no Go\n  Name one.\n");
});

test("JSON is the tree itself where it is the only one, else the list", () => {
  expect(JSON.parse(render("json", one(drifts)))).toEqual(drifts);
  expect(JSON.parse(render("json", several))).toEqual(several);
});

test("Markdown has a table, and names of the sources are no markup", () => {
  const text = render("markdown", several);
  expect(text).toContain("| go1.28 | 1 finding, 1 proposal | go1.27.3 |");
  expect(text).toContain("ParseFlags is Read\\_Flags now");
  expect(text).toContain("```diff\nchange main\nsince go1.28\n```");
});
