import { expect, it } from "vitest";
import {
  begin,
  end,
  exit,
  header,
  records,
  spanFile,
  zero,
} from "../../trace/decode/span-builder.testing.ts";
import { sampleBuild } from "../actions/sample.testing.ts";
import { sampleAnalysis, sampleFiles, sampleOutlines } from "../sample.testing.ts";
import type { FlameData, PageData, TableData } from "./data.ts";
import { pageData } from "./page-data.ts";

const page = (files: Readonly<Record<string, Uint8Array>> = sampleFiles): PageData =>
  pageData(sampleAnalysis(files), sampleOutlines(files));

/** A worker that was busy with these functions, each given by its name and its time. */
const compile = (...functions: readonly (readonly [name: string, time: number])[]): Uint8Array => {
  const spans = functions.flatMap(([name, time]) => [begin("function", name, 0), end(time)]);
  return spanFile(header(), records(1, zero, ...spans), exit(0, zero + 10_000_000));
};

/** The columns of a table by their titles, names spelt out. */
function columns({ names }: PageData, { columns }: TableData): Record<string, readonly (string | number)[]> {
  return Object.fromEntries(
    columns.map(({ title, unit, values }) => [
      title,
      unit === "name" ? values.map((value) => names[value]!) : values,
    ]),
  );
}

const table = (of: PageData, id: string) => columns(of, of.tables.find((one) => one.id === id)!);
const flame = (of: PageData, id: string): FlameData => of.flames.find((one) => one.id === id)!;
const flameNames = (of: PageData, id: string): string[] => flame(of, id).name.map((name) => of.names[name]!);

it("has the figures of the analysis in its tables", () => {
  const analysis = sampleAnalysis();
  expect(table(page(), "packages")).toMatchObject({
    package: analysis.packages.map((row) => row.package),
    total: analysis.packages.map((row) => row.wall),
    allocated: analysis.packages.map((row) => row.allocatedBytes),
  });
  expect(table(page(), "phases").total).toEqual(analysis.phases.map((row) => row.time));
  expect(table(page(), "dependencies").dependency).toEqual(["fmt"]);
});

it("has a table only where there are rows, and says how many are left out", () => {
  expect(page({}).tables).toEqual([]);
  const many = Array.from({ length: 2500 }, (_, i) => [`lib.F${i}`, 2500 - i] as const);
  const { tables } = page({ "a.span": compile(...many) });
  const functions = tables.find(({ id }) => id === "functions")!;
  expect(functions.columns[0]!.values.length).toBe(2000);
  expect(functions.note).toMatch(/^The first 2000 of 2500\. /);
});

it("places every process and its phases, in microseconds", () => {
  const { timeline, names } = page();
  expect(timeline.package.map((name) => names[name])).toEqual(
    sampleAnalysis().processes.map((row) => row.package),
  );
  expect(timeline.start).toEqual([0, 400_000, 500_000]);
  expect(timeline.exit).toEqual([0, 2, "killed"]);
  const parse = timeline.phases.findIndex((name) => names[name] === "fe:parse");
  expect(timeline.intervals[2]!.slice(0, 3)).toEqual([parse, 0, 20_000]);
});

const built = sampleBuild();
const actionsPage = pageData(built.analysis, built.outlines);

it("places what go's actions waited for on the axis of the processes, and knows the critical path", () => {
  const { package: of, start, actions } = actionsPage.timeline;
  const names = of.map((name) => actionsPage.names[name]);
  expect(names).toEqual(["runtime", "of/another/build", "net/http", "cmd/game"]);
  expect(start).toEqual([0, 76_000, 286_000, 678_000]);
  expect(actions).toEqual({
    ...{ of: [2, -1, 1, 0], begin: -24_000 },
    ...{ ready: [676_000, 276_000, -4000], start: [676_000, 278_000, -4000] },
    ...{ slack: [0, 0, 0], critical: [1, 1, 1] },
  });
  expect(page().timeline).not.toHaveProperty("actions");
});

it("has tables of the critical path, of go's actions with what cached ones cost, and of what would be if", () => {
  const path = table(actionsPage, "critical-path");
  expect(path.work).toEqual(
    ["unsafe", "runtime", "syscall", "time", "io/fs"]
      .map((one) => `compile ${one}`)
      .concat([
        ...["compile os\ufffd[2J", "compile crypto/tls", "compile net/http", "compile cmd/game"],
        ...["link cmd/game", "link-install cmd/game"],
      ]),
  );
  expect(path["mostly in"]).toContain("be:compilefuncs 290 ms, fe:parse 90.0 ms");
  const actions = table(actionsPage, "actions");
  const fmt = actions.action!.indexOf("compile fmt");
  expect([actions["came to"]![fmt], actions["last CPU"]![fmt], actions.ran![fmt]]).toEqual([
    "cached",
    300e6,
    2e6,
  ]);
  expect(actions.slack![actions.action!.indexOf("compile log")]).toBe(598e6);
  const whatIf = table(actionsPage, "what-if");
  expect(whatIf["what if"]).toEqual([
    ...[1, 2, 4, 16, 64].map((slots) => `on ${slots} slot${slots > 1 ? "s" : ""}`),
    ...["compile net/http", "link cmd/game", "compile crypto/tls"].map((unit) => `if free: ${unit}`),
  ]);
  expect(whatIf.wall!.slice(0, 2)).toEqual([1_014_000_020, 962_000_020]);
});

it("hangs functions under the declaration that they were made from, if it has several", () => {
  const files = { "a.span": compile(["lib.Map[int]", 4000], ["lib.Map[string]", 3000], ["lib.F", 1000]) };
  const of = page(files);
  expect(flameNames(of, "others")).toEqual([
    ...["lib", "lib.Map and what is made from it", "lib.Map[int]", "lib.Map[string]", "lib.F"],
  ]);
  expect(flame(of, "others").parent).toEqual([-1, 0, 1, 1, 0]);
  expect(flame(of, "others").time).toEqual([8, 7, 4, 3, 1]);
});

it("gives a package all of its wall time in the graph of main goroutines", () => {
  const of = page();
  const { parent, time } = flame(of, "main");
  const outermost = time.filter((_, row) => parent[row] === -1);
  const walls = sampleAnalysis().packages.map(({ wall }) => Math.round(wall / 1000));
  expect(outermost).toEqual(walls);
  const withoutPhases = page({ "a.span": compile(["lib.F", 1]) });
  expect(flame(withoutPhases, "main").time).toEqual([10_000]);
});

it("cuts names that nobody reads, and shows no control characters", () => {
  const of = page({ "a.span": compile([`lib.${"x".repeat(9000)}`, 2], ["lib.\u001b[2J", 1]) });
  expect(Math.max(...of.names.map((name) => name.length))).toBe(401);
  expect(of.names).toContain("lib.\ufffd[2J");
});

it("is the same for the same files in any order", () => {
  const files = Object.entries(sampleFiles);
  expect(page(Object.fromEntries(files.reverse()))).toEqual(page());
});
