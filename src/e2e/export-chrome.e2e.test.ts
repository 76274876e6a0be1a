import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browse, noBrowser, tracedBuild } from "./export.testing.ts";
import { releases } from "./shared.testing.ts";

/** The Chrome trace of a real build, in the viewer of chrome://tracing itself: Go brings it for `go tool trace`. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-chrome-"));
const build = tracedBuild(scratch);
const viewer = join((await releases()).at(-1)!.goroot, "src/internal/trace/traceviewer/static");
const missing = existsSync(viewer) ? noBrowser : " (skipped: this Go brings no trace viewer)";

beforeAll(() => build.make());
afterAll(() => rmSync(scratch, { recursive: true }));

interface Viewed {
  readonly warnings: readonly string[];
  readonly processes: readonly { readonly name: string; readonly counters: Record<string, number> }[];
  /** Process and lane, the spans on it, and how many of them lie in no other. */
  readonly threads: readonly string[];
  /** The innermost spans in which arrows begin and end. */
  readonly arrows: readonly string[];
}

/** Runs in the page, and tells the console what the viewer made of the trace. */
const view = `const model = new tr.Model();
new tr.importer.Import(model).importTraces([JSON.stringify(trace)]);
const processes = model.getAllProcesses();
console.log("viewed " + JSON.stringify({
  warnings: model.importWarnings.map(({ message }) => message),
  processes: processes.map(({ name, counters }) => ({
    name,
    counters: Object.fromEntries(Object.values(counters).map((one) => [one.name, one.numSamples])),
  })),
  threads: processes.flatMap(({ name, threads }) => Object.values(threads).map((thread) =>
    name + ", " + thread.name + ": " + thread.sliceGroup.length + " " + thread.sliceGroup.topLevelSlices.length)),
  arrows: model.flowEvents.map(({ startSlice, endSlice }) =>
    [startSlice, endSlice].map((slice) => slice.parentContainer.parent.name + ": " + slice.title).join(" > ")),
}) + " end");`;

async function viewed(file: string): Promise<Viewed> {
  const part = (name: string): string => readFileSync(join(viewer, name), "utf8");
  const page = join(scratch, "page.html");
  writeFileSync(
    page,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><script>${part("webcomponents.min.js")}</script>
${part("trace_viewer_full.html")}</head><body><script>
const trace = ${readFileSync(file, "utf8").replaceAll("<", "\\u003c")};
${view}</script></body></html>`,
  );
  const { console } = await browse(page, join(scratch, "profile"));
  return JSON.parse(/"viewed (.*) end"/.exec(console.join("\n"))![1]!) as Viewed;
}

/** The same of the rows of the CSV export; no name of the build has a comma. */
function threadsOfCsv(): string[] {
  const threads = new Map<string, { spans: number; outermost: number }>();
  for (const row of readFileSync(build.exported("csv"), "utf8").trimEnd().split("\r\n").slice(1)) {
    const [, , tool, path, lane, , parent] = row.split(",");
    const name = `${tool} ${path}, ${lane}`;
    const { spans, outermost } = threads.get(name) ?? { spans: 0, outermost: 0 };
    threads.set(name, { spans: spans + 1, outermost: outermost + (parent === "" ? 1 : 0) });
  }
  return [...threads].map(([name, { spans, outermost }]) => `${name}: ${spans} ${outermost}`);
}

test.skipIf(missing !== "")(
  `chrome://tracing takes every span of every lane, nested, without a warning${missing}`,
  async () => {
    const { warnings, processes, threads, arrows } = await viewed(build.exported("chrome"));
    expect(warnings).toEqual([]);
    expect(threads).toEqual(threadsOfCsv());
    expect(processes[0]).toMatchObject({
      name: "build",
      counters: { "running processes": expect.any(Number) },
    });
    expect(processes.slice(1).map(({ name }) => name)).toEqual([
      "compile example.com/export/lib",
      "compile example.com/export/app",
      "link example.com/export/app",
    ]);
    expect(arrows).toEqual([
      "compile example.com/export/lib: exit > compile example.com/export/app: fe:init",
      "compile example.com/export/app: exit > link example.com/export/app: init",
    ]);
    for (const { counters } of processes.slice(1)) expect(counters["heap in use"]).toBeGreaterThan(2);
  },
);
