import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { browse, noBrowser, tracedBuild } from "./export.testing.ts";

/**
 * The text exports of a real build, in programs that read them: speedscope in a browser imports three of them, sqlite3
 * the fourth, and all must show what `traceinject report` says.
 */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-export-"));
const sqlite = await findOnPath(nodeHost(), "sqlite3");
const noDatabase = sqlite ? "" : " (skipped: there is no sqlite3 on PATH)";
const build = tracedBuild(scratch);
const { traceinject, exported } = build;

beforeAll(() => build.make());
afterAll(() => rmSync(scratch, { recursive: true }));

// CSV in sqlite3

function query<Row>(sql: string): Row[] {
  const commands = [".mode csv", `.import ${exported("csv")} spans`, ".mode json", sql].join("\n");
  const { status, stdout, stderr } = spawnSync(sqlite!, [], { input: commands, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Row[];
}

test.skipIf(noDatabase !== "")(`sqlite3 adds the CSV up to the figures of the report${noDatabase}`, () => {
  const report = JSON.parse(traceinject("report", "--json")) as Record<
    "phases" | "passes",
    { readonly name: string; readonly time: number }[]
  >;
  const sums = (kind: string) =>
    query<{ name: string; time: number }>(
      `select name, sum(duration_ns) as time from spans where kind = '${kind}' group by name order by time desc, name;`,
    );
  const shown = (rows: typeof report.phases) => rows.map(({ name, time }) => ({ name, time }));
  expect(sums("phase")).toEqual(shown(report.phases));
  expect(sums("pass")).toEqual(shown(report.passes));
});

// speedscope in a browser

/** What speedscope shows of a file: its table of profiles, its table of frames, and what it told the console. */
async function speedscope(file: string) {
  const page = createRequire(import.meta.url).resolve("speedscope/dist/release/index.html");
  const script = join(scratch, "profile.js");
  const content = readFileSync(file).toString("base64");
  writeFileSync(script, `speedscope.loadFileFromBase64("build", "${content}");\n${showFrames}`);
  const { dom, console } = await browse(page, join(scratch, "profile"), `#localProfilePath=${script}`);
  const rows = [...dom.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row]) => cells(row!));
  return {
    profiles: rows.flatMap(([n, name, time]) => (/^\d+$/.test(n!) ? [{ name, time: time! }] : [])),
    frames: rows.flatMap(([total, self, name]) => (/%\)$/.test(total!) ? [{ name, self: self! }] : [])),
    console,
  };
}

/** Opens the view with a table of all frames, when the profile is there. */
const showFrames = `const opening = setInterval(() => {
  const tab = [...document.querySelectorAll("div")].findLast((one) => one.textContent.endsWith("Sandwich"));
  if (tab) clearInterval(opening), tab.click();
}, 100);`;

const cells = (row: string): string[] =>
  [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) =>
    cell!.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&"),
  );

/** `12.34µs` in nanoseconds. */
function nanoseconds(text: string): number {
  const [, number, unit] = /^([\d.]+)(ns|µs|ms|s)$/.exec(text)!;
  return Number(number) * { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 }[unit as "ns" | "µs" | "ms" | "s"];
}

/** By process and lane: the time in outermost spans, and from the first to the last. */
interface LaneTimes {
  readonly tool: string;
  readonly package: string;
  readonly lane: string;
  readonly busy: number;
  readonly whole: number;
}

const laneTimes = () =>
  query<LaneTimes>(`select tool, package, lane, sum(duration_ns) as busy,
max(start_ns + duration_ns) - min(start_ns + 0) as whole
from spans where parent = '' group by process + 0, lane order by process + 0, min(rowid);`);

const noViewer = noBrowser || noDatabase;

test.skipIf(noViewer !== "")(
  `speedscope shows a profile for each lane, as long as its spans${noViewer}`,
  async () => {
    const { profiles, console } = await speedscope(exported("speedscope"));
    expect(console.join("\n")).toContain("Importing as speedscope json file");
    const wanted = laneTimes();
    expect(profiles.map(({ name }) => name)).toEqual(
      wanted.map((of) => `${of.tool} ${of.package}, ${of.lane}`),
    );
    for (const [i, { busy }] of wanted.entries())
      expect(nanoseconds(profiles[i]!.time) / busy, profiles[i]!.name).toBeCloseTo(1, 1);
  },
);

test.skipIf(noViewer !== "")(
  `speedscope takes the Chrome trace: a thread for each lane${noViewer}`,
  async () => {
    const { profiles, console } = await speedscope(exported("chrome"));
    expect(console.join("\n")).toContain("Importing as Trace Event Format profile");
    const shown = profiles.map(({ name, time }) => ({ name: name!.replace(/ \([pt]id \d+\)/g, ""), time }));
    const wanted = laneTimes();
    expect(shown.map(({ name }) => name)).toEqual(wanted.map((of) => `${of.tool} ${of.package}, ${of.lane}`));
    for (const [i, { whole }] of wanted.entries())
      expect(nanoseconds(shown[i]!.time) / whole, shown[i]!.name).toBeCloseTo(1, 1);
  },
);

test.skipIf(noViewer !== "")(
  `speedscope adds folded stacks up to the self time of each frame${noViewer}`,
  async () => {
    const { frames, console } = await speedscope(exported("folded"));
    expect(console.join("\n")).toContain("Importing as collapsed stack format");
    const wanted = query<{ name: string; self: number }>(
      `select iif(kind = 'package', tool || ' ' || package, name) as name, sum(self_ns) as self
from spans group by 1 order by self desc limit 5;`,
    );
    expect(
      frames.slice(0, 5).map(({ name, self }) => ({ name, self: Number(self.replace(/ .*|,/g, "")) })),
    ).toEqual(wanted);
  },
);
