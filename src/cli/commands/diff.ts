import { badUsage } from "../../base/errors.ts";
import { formatCount } from "../../base/units.ts";
import { diffFormats } from "../../report/diff/format.ts";
import { totalText } from "../../report/diff/sentences.ts";
import type { Diff } from "../../trace/diff/diff.ts";
import { subjects } from "../../trace/diff/figure.ts";
import { canTell, regressions } from "../../trace/diff/gate.ts";
import { chosenFormat, formatOption } from "../chosen-format.ts";
import { command } from "../command.ts";
import type { Io } from "../io.ts";
import { outputOption } from "../options.ts";
import { damaged, writeText } from "../print.ts";

export const diff = command({
  usage: "diff <before> <after>",
  summary:
    "Compare two recorded builds, or two sets of repeated ones: what got slower, and whether it is chance",
  description: `Each side is a session, or several of the same build with commas between: ids, folders, span files; a
folder that holds sessions stands for all of them. Of repeated sessions the medians are compared by the Mann-Whitney U
test: ~ stands where chance may have made the difference (p above --alpha). ± is the interval of the median. Only
packages that every session compiled count, so record with \`go build -a\`; what else sets the sides apart is said.
Of the functions that changed most, the passes within them are compared where all sessions have --level pass.

Exit code 1 where traces are damaged or have no package in common, and with --fail-above where a total (elapsed, wall or CPU time, time on workers,
allocated bytes, machine code) grew significantly by more than that.`,
  examples: [
    ["diff 9f0c2a latest", "Two sessions, by the ends of their ids"],
    ["diff old1,old2,old3,old4 new1,new2,new3,new4", "Repeated ones, so that chance can be told from change"],
    ["diff ./before ./after --by function --top 40", "Folders of sessions; functions only"],
    ["diff ./go1.26 ./go1.27 --by pass", "What another release of Go does to each SSA pass"],
    ["diff ./main ./branch --fail-above 5% --md >> $GITHUB_STEP_SUMMARY", "A gate for CI"],
  ],
  positionals: {
    before: { type: "string", demandOption: true, describe: "Sessions of the one side" },
    after: { type: "string", demandOption: true, describe: "Sessions of the other" },
  },
  options: {
    by: { choices: subjects, describe: "One table, by this, instead of several" },
    top: { type: "number", requiresArg: true, describe: "Rows of a table [5; 20 with --by]" },
    alpha: {
      type: "number",
      default: 0.05,
      requiresArg: true,
      describe: "The probability with which chance may pass for a change",
    },
    "fail-above": {
      type: "string",
      requiresArg: true,
      describe: "Exit code 1 where it got worse by more: 5%",
    },
    format: formatOption(diffFormats),
    json: { type: "boolean", default: false, describe: "The same as --format json" },
    md: { type: "boolean", default: false, describe: "The same as --format markdown" },
    ...outputOption,
  },
  completes: { before: "sessions", after: "sessions" },
  async run({ before, after, by, top, alpha, failAbove, output, ...choice }, { host, io, colors }) {
    const above = failAbove === undefined ? undefined : shareOf(failAbove);
    const format = chosenFormat(diffFormats, choice);
    const { diff: compare } = await import("../../app/diff.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const found = await compare(host, {
      ...{ before: listOf(before), after: listOf(after), alpha },
      by: by ? [by] : format.subjects,
    });
    if (above !== undefined) requireEvidence(found);
    const text = format.render(found, {
      ...{ top: top ?? (by ? 20 : 5), width: io.columns },
      colour: output === undefined && colors.isColorSupported,
    });
    await writeText(text, output, { host, io });
    const failed = above !== undefined && isWorse(found, above, io);
    const isDamaged = hasProblem(found.traceFindings);
    if (isDamaged) io.stderr(damaged);
    return failed || isDamaged || found.units.length === 0 ? 1 : 0;
  },
});

function listOf(side: string): string[] {
  return side.split(",").filter((name) => name !== "");
}

/** `5%` and `5` are 0.05. */
function shareOf(text: string): number {
  if (!/^\d+(\.\d+)?%?$/.test(text)) throw badUsage(`--fail-above ${text} is no share`, "Say it as 5%.");
  return Number.parseFloat(text) / 100;
}

/** A gate that could never close would be taken for an open one. */
function requireEvidence(found: Diff): void {
  if (canTell(found)) return;
  const [before, after] = [found.before, found.after].map((side) => formatCount(side.length, "session"));
  throw badUsage(
    `--fail-above can tell nothing from ${before} and ${after}: no change can be significant at alpha ${found.alpha}`,
    "Record four or more of each side, better six.",
  );
}

function isWorse(found: Diff, above: number, io: Io): boolean {
  const worse = regressions(found, above);
  for (const row of worse)
    io.stderr(`traceinject: worse by more than ${(100 * above).toFixed(1)} %: ${totalText(row)}\n`);
  return worse.length > 0;
}
