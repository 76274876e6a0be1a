import type { Report } from "../../app/report.ts";
import { type Format, formats } from "../../report/format.ts";
import { printable } from "../../report/printable.ts";
import { subjects } from "../../report/tables/index.ts";
import type { Analysis } from "../../trace/analyze.ts";
import type { RuntimeTrace } from "../../trace/runtime/header.ts";
import { command } from "../command.ts";
import { json, writeText } from "../print.ts";

type Found = Pick<Report & { readonly session: string }, "session" | "analysis" | "runtimeTraces">;

const formatNames = formats.map(({ name }) => name);

export const report = command({
  usage: "report [session]",
  summary: "Say where the time of a recorded build went: packages, phases, functions and more",
  description:
    "Ends with exit code 1 where traces are damaged or missing, so that the figures are not those of the whole build.",
  examples: [
    ["report", "The latest session"],
    ["report 20260102T030405678Z-9f0c2a --top 30", "Another one, with longer tables"],
    [
      "report --by declaration",
      "What generic functions and inlined bodies cost, over all their instances and callers",
    ],
    ["report --by pass --top 60", "SSA passes, of a build recorded with --level pass"],
    ["report --json > report.json", "Every figure, in nanoseconds and bytes"],
    [
      "report --html -o report.html",
      "A page for a browser: timeline, flame graphs, tables to sort and search",
    ],
    ["report ./traces", "Span files in a folder"],
  ],
  positionals: {
    session: {
      type: "string",
      default: "latest",
      describe: "Id of a session, the begin or the end of one, or a folder",
    },
  },
  options: {
    format: { choices: formatNames, default: formatNames[0], describe: "What to write" },
    json: { type: "boolean", default: false, describe: "The same as --format json" },
    html: { type: "boolean", default: false, describe: "The same as --format html" },
    md: { type: "boolean", default: false, describe: "The same as --format markdown" },
    by: { choices: subjects, describe: "One table, by this, instead of the usual ones" },
    top: { type: "number", default: 10, requiresArg: true, describe: "Rows of a table" },
    output: { type: "string", alias: "o", requiresArg: true, describe: "File to write [stdout]" },
  },
  async run({ session, top, by, output, ...choice }, { host, io, colors }) {
    const { reportSession } = await import("../../app/report.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const format = chosenFormat(choice);
    const found = await reportSession(host, session, { draws: format.draws });
    const text = format.render(
      found.analysis,
      {
        ...{ top, width: io.columns, colour: output === undefined && colors.isColorSupported },
        ...(by && { by }),
      },
      found.outlines,
    );
    await writeText(withSession(format, text, found), output, { host, io });
    return hasProblem(found.findings) ? 1 : 0;
  },
});

interface Choice {
  readonly format: string | undefined;
  readonly json: boolean;
  readonly html: boolean;
  readonly md: boolean;
}

function chosenFormat({ format, json, html, md }: Choice): Format {
  const name = json ? "json" : html ? "html" : md ? "markdown" : format;
  const chosen = formats.find((one) => one.name === name);
  if (!chosen) throw new Error(`no format is called ${name}`);
  return chosen;
}

/** A format knows the analysis only; where it comes from is added here. */
function withSession({ name }: Format, text: string, { session, analysis, runtimeTraces }: Found): string {
  if (name === "json") return json({ session, ...(JSON.parse(text) as object), runtimeTraces });
  return name === "text" ? text + runtimeTraceText(runtimeTraces, analysis) : text;
}

/** Execution traces are read by Go's own viewer; here stands how to open that of the slowest package. */
function runtimeTraceText(traces: readonly RuntimeTrace[], { packages }: Analysis): string {
  const slowest = packages.flatMap((row) => traces.find((trace) => trace.package === row.package) ?? []);
  const [shown] = [...slowest, ...traces];
  if (!shown) return "";
  const many =
    traces.length === 1 ? "is an execution trace" : `are execution traces of ${traces.length} processes`;
  return `\nThere ${many} in the session's folder. That of ${printable(shown.package)}:\n  go tool trace ${shown.path}\n`;
}
