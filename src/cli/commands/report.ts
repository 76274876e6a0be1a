import type { SessionReport } from "../../app/report.ts";
import { badUsage } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { packageVersion } from "../../host/package.ts";
import { type Format, formats } from "../../report/format.ts";
import { printable } from "../../report/printable.ts";
import { subjects } from "../../report/tables/index.ts";
import type { Analysis } from "../../trace/analyze.ts";
import type { RuntimeTrace } from "../../trace/runtime/header.ts";
import { chosenFormat, formatOption } from "../chosen-format.ts";
import { command } from "../command.ts";
import { outputOption } from "../options.ts";
import { appendText, json, writeText } from "../print.ts";

type Found = Pick<SessionReport, "session" | "analysis" | "runtimeTraces">;

export const report = command({
  usage: "report [session]",
  summary: "Say where the time of a recorded build went: packages, phases, functions and more",
  description: `Of a build that came out of the build cache it shows what that has spared; --by says where a level was too low for it.
Of a session that still runs it has the figures up to now.

Ends with exit code 1 where traces are damaged or cannot be read, so that the figures are not those of the whole build.`,
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
    ["report --rules", "All that the rules say could be done, with the figures behind it"],
    ["report --github-step-summary", "In GitHub Actions: onto the page of the run"],
    ["report --sarif -o build.sarif", "Places in the source that cost much, for code scanning"],
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
    format: formatOption(formats),
    json: { type: "boolean", default: false, describe: "The same as --format json" },
    html: { type: "boolean", default: false, describe: "The same as --format html" },
    md: { type: "boolean", default: false, describe: "The same as --format markdown" },
    sarif: { type: "boolean", default: false, describe: "The same as --format sarif" },
    by: { choices: subjects, describe: "One table, by this, instead of the usual ones" },
    top: {
      type: "number",
      requiresArg: true,
      describe: "Rows of a table [10; of a text for the screen as many as fit]",
    },
    rules: {
      type: "boolean",
      conflicts: "by",
      describe: "All that could be done, each with its figures and place (docs/rules.md)",
    },
    "github-step-summary": {
      type: "boolean",
      default: false,
      describe: "Append the Markdown to the file that $GITHUB_STEP_SUMMARY names",
    },
    ...outputOption,
  },
  completes: { session: "session" },
  async run({ session, top, by, rules, output, githubStepSummary, ...choice }, context) {
    const { host, io, colors } = context;
    const format = chosenFormat(formats, { ...choice, md: choice.md || githubStepSummary });
    const summary = githubStepSummary ? stepSummary(host, output) : undefined;
    const { reportSession } = await import("../../app/report.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const found = await reportSession(host, session, { draws: format.draws });
    const isForScreen = output === undefined && top === undefined && !by;
    const text = format.render(
      found.analysis,
      {
        ...{ top: top ?? usualRows, fit: isForScreen, rules: rules ?? false, width: io.columns },
        ...{ colour: output === undefined && colors.isColorSupported },
        ...(by && { by }),
        origin: { version: packageVersion, ...(found.folder !== undefined && { folder: found.folder }) },
      },
      found.outlines,
    );
    const whole = withSession(format, text, found);
    if (summary === undefined) await writeText(whole, output, context);
    else await appendText(host, summary, whole);
    return hasProblem(found.findings) ? 1 : 0;
  },
});

/** Rows of a table where nobody says how many. */
const usualRows = 10;

/** The file to whose end GitHub Actions wants a step's summary. */
function stepSummary({ env }: Pick<Host, "env">, output: string | undefined): string {
  if (output !== undefined)
    throw badUsage(
      "--github-step-summary writes Markdown to a file of its own",
      "Run `traceinject report` once more for another file.",
    );
  if (env.GITHUB_STEP_SUMMARY) return env.GITHUB_STEP_SUMMARY;
  throw badUsage(
    "--github-step-summary, but GITHUB_STEP_SUMMARY is not set",
    "GitHub Actions sets it for each step; elsewhere write to a file: `traceinject report --md -o report.md`.",
  );
}

/** A format knows the analysis only; where it comes from is added here. */
function withSession({ name }: Format, text: string, found: Found): string {
  const { session, analysis, runtimeTraces } = found;
  if (name === "json") return json({ session, ...(JSON.parse(text) as object), runtimeTraces });
  if (name !== "text") return text;
  return text + runtimeTraceText(runtimeTraces, analysis);
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
