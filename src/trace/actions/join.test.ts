import { expect, it } from "vitest";
import { decodeSpanFile } from "../decode/span.ts";
import { anchor, exit, header, spanFile } from "../decode/span-builder.testing.ts";
import { type NamedTrace, timeline } from "../timeline.ts";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { joinProcesses } from "./join.ts";

/** A process that ran from `start` to `end`, in nanoseconds of the drawing; it knows the wall clock exactly. */
function process(tool: string, path: string, start: number, end: number, action?: string): NamedTrace {
  const facts = { tool, package: path.split(" ")[0], importPath: path, action, anchor: anchor(start) };
  return {
    file: `${tool}-${path}-${start}.span`,
    trace: decodeSpanFile(spanFile(header(facts), exit(0, end))),
  };
}

/** The files of each action, `mode package`, and of none, under `none`. */
function joined(text: string, traces: readonly NamedTrace[]) {
  const { graph, processes, others, ...rest } = joinProcesses(parseActionGraph(text), timeline(traces));
  const files = processes.flatMap((list, index) => {
    const { mode, package: path, objdir } = graph.actions[index]!;
    return list.length > 0 ? [[`${mode} ${path}${objdir}`, list.map(({ file }) => file)]] : [];
  });
  return { files: Object.fromEntries(files), none: others.map(({ file }) => file), ...rest };
}

const text = graphText(`
  link app: 200 200 290 < app
  app:      100 100 200 < lib
  lib:        0   0 100`);

it("finds the action of a compile and of a link by the first part of its -buildid", () => {
  const traces = [
    process("compile", "lib", 20, 90, "build-lib/build-lib"),
    process("compile", "app", 110, 180, "build-app/build-app"),
    process("link", "app", 210, 280, "link-app/build-app/result/link-app"),
  ];
  expect(joined(text, traces)).toEqual({
    files: {
      "build lib": ["compile-lib-20.span"],
      "build app": ["compile-app-110.span"],
      "link app": ["link-app-210.span"],
    },
    none: [],
    offset: -20,
    clock: { error: 0, set: false },
    outcomes: ["ran", "ran", "ran"],
    findings: [],
  });
});

it("finds the action of a tool without action id by its package and time", () => {
  const traces = [
    process("asm", "lib", 10, 15),
    process("asm", "lib", 95, 99),
    process("asm", "app", 95, 99),
  ];
  const { files, none, findings } = joined(text, traces);
  expect(files).toEqual({ "build lib": ["asm-lib-10.span", "asm-lib-95.span"] });
  expect(none).toEqual(["asm-app-95.span"]);
  expect(findings).toEqual([{ kind: "process-without-action", file: "asm-app-95.span", count: 1 }]);
});

it("tells a package from its test variant, which run at once, by the compile of the same import path", () => {
  const drawing = "go test -: 90 90 90 < lib, build lib\n lib: 0 0 80\n build lib: 0 0 90";
  const variants = JSON.parse(graphText(drawing)) as object[];
  Object.assign(variants[1]!, { Objdir: "/b1", ActionID: "plain" });
  Object.assign(variants[2]!, { Objdir: "/b2", ActionID: "variant" });
  const traces = [
    process("asm", "lib", 10, 12),
    process("asm", "lib [lib.test]", 11, 13),
    process("compile", "lib", 20, 70, "plain/plain"),
    process("compile", "lib [lib.test]", 20, 70, "variant/variant"),
  ];
  expect(joined(JSON.stringify(variants), traces)).toMatchObject({
    files: {
      "build lib/b1": ["asm-lib-10.span", "compile-lib-20.span"],
      "build lib/b2": ["asm-lib [lib.test]-11.span", "compile-lib [lib.test]-20.span"],
    },
    none: [],
  });
  expect(joined(JSON.stringify(variants), traces.slice(0, 1)).none).toEqual(["asm-lib-10.span"]);
});

it("leaves a process of another graph alone", () => {
  const { none, findings } = joined(text, [process("compile", "lib", 20, 90, "of-another/of-another")]);
  expect(none).toEqual(["compile-lib-20.span"]);
  expect(findings).toMatchObject([{ kind: "process-without-action" }]);
});

it("says nothing of processes without action where the graph has no times: the graph itself says why", () => {
  const unfinished = [process("compile", "lib", 20, 90, "of-no/of-no"), process("asm", "app", 95, 99)];
  for (const graph of ["app: < lib\nlib:", ""])
    expect(joined(graphText(graph), unfinished)).toMatchObject({
      none: unfinished.map(({ file }) => file),
      findings: [],
    });
});

it("says where a process does not fit the time of its action, and by how much", () => {
  const traces = [
    process("compile", "lib", 20, 130, "build-lib/build-lib"),
    process("compile", "app", 60, 180, "build-app/build-app"),
  ];
  expect(joined(text, traces).findings).toEqual([
    { kind: "process-outside-action", file: "compile-lib-20.span", by: 40, count: 2 },
  ]);
});

it("says that a graph is of another time", () => {
  const late = process("compile", "lib", 5000, 6000, "build-lib/build-lib");
  expect(joined(text, [late]).findings.map(({ kind }) => kind)).toEqual([
    "process-outside-action",
    "graph-of-another-time",
  ]);
});

it("lets the graph be its own axis where everything was cached", () => {
  expect(joined(text, [])).toMatchObject({ files: {}, none: [], offset: 0, findings: [] });
});
