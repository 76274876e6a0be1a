import type { PatchOptions } from "../../app/patch.ts";
import type { PatchSetTest, PatchTestOptions } from "../../app/patch-cases.ts";
import { badUsage } from "../../base/errors.ts";
import { formatCount } from "../../base/units.ts";
import type { Exit } from "../../patch/exits.ts";
import { chosenFormat } from "../chosen-format.ts";
import { type Context, command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const patch = command({
  usage: "patch",
  summary: "See or check the patches on a source tree, without writing anything",
  description: `--check (the default) says whether every change fits exactly as often as it must, and what drifted where one does
not, what happened upstream as far as the newest older release tells that the set fits, and what would mend it where that is
beyond doubt. Several trees (--goroot more than once, --installed) come into one report. --diff prints the plan as a unified diff that \`git apply\` accepts in the GOROOT. --exits lists every way out of
the patched tools in their source, with the change that stops the trace on it. Exit code 1 if something drifted, or an exit is not
covered, 2 if a tree cannot be looked at. --test runs the cases of the sets of yours that are named, sources before and after each patch, and needs no Go.`,
  examples: [
    ["patch --check --go go1.27.3", "Does the patch set fit that release?"],
    ["patch --diff > compile.diff", "What would be changed in the Go on PATH"],
    ["patch --check --goroot ~/go/master --patches ./mine", "Any source tree, and a patch set of yours"],
    ["patch --check --installed --md > drift.md", "Every release on this machine, in one report"],
    ["patch --exits", "Every way out of the tools, and what covers it"],
    ["patch --test --patches ./mine", "Does each patch of your set do what its cases say?"],
    ["patch --test --patches ./mine --update", "Write what comes out into the cases; read the diff then"],
  ],
  options: {
    ...toolchainOptions,
    goroot: {
      type: "string",
      array: true,
      requiresArg: true,
      describe: "Folder of a Go distribution, a checkout or a fork; more by saying it again",
    },
    installed: {
      type: "boolean",
      describe: "Every release on this machine, too",
      conflicts: ["diff", "exits", "go", "from"],
    },
    ...jsonOption,
    md: { type: "boolean", default: false, describe: "Print Markdown" },
    check: { type: "boolean", describe: "Say whether the patches fit" },
    diff: { type: "boolean", describe: "Print the plan as a unified diff", conflicts: "exits" },
    exits: { type: "boolean", describe: "List every way out of the patched tools" },
    test: {
      type: "boolean",
      describe: "Run the cases of a patch set [the shipped one]",
      conflicts: ["check", "diff", "exits", "go", "goroot", "installed", "from"],
    },
    update: { type: "boolean", implies: "test", describe: "Rewrite cases that want something else" },
  },
  async run(args, context) {
    if (args.test) return runCases(args, context);
    return args.diff || args.exits ? runPlanned(args, context) : runCheck(args, context);
  },
});

type TreeOptions = Omit<PatchOptions, "goroot"> & { readonly goroot?: readonly string[] | undefined };

type CheckArguments = TreeOptions & {
  readonly installed?: boolean | undefined;
  readonly json: boolean;
  readonly md: boolean;
};

async function runCheck({ goroot, json, md, ...options }: CheckArguments, context: Context): Promise<number> {
  const { host, io, progress } = context;
  const { patchFormats } = await import("../../report/patch/format.ts");
  const { render } = chosenFormat(patchFormats, { format: undefined, json, md });
  const { checkPatches } = await import("../../app/patch-check.ts");
  const reports = await checkPatches(host, { ...options, goroots: goroot }, progress);
  progress.clear();
  io.stdout(render(reports, { width: io.columns }));
  if (reports.unchecked.length > 0) return 2;
  return reports.releases.every(({ drift }) => drift.length === 0) ? 0 : 1;
}

type PlannedArguments = CheckArguments & { readonly diff?: boolean | undefined };

/** What is made from a plan of one tree. Without a plan it is what the check says. */
async function runPlanned({ diff, ...args }: PlannedArguments, context: Context): Promise<number> {
  const { host, io, progress } = context;
  const [dir, ...more] = args.goroot ?? [];
  if (more.length > 0) throw badUsage("--diff and --exits are about one tree", "Name one --goroot.");
  const { patchReport, planDiff, planPatchSet, surveyExits } = await import("../../app/patch.ts");
  const planned = await planPatchSet(host, { ...args, goroot: dir }, progress);
  const { goroot, set, result } = planned;
  if (result.kind === "drift") return runCheck(args, context);
  const print = (value: unknown, text: string): void => io.stdout(args.json ? json(value) : text);
  if (diff) {
    const text = planDiff(result.plan);
    print({ ...patchReport(planned, result.plan), diff: text }, text);
    return 0;
  }
  const exits = await surveyExits(host, goroot, set.tools, result.plan);
  print({ release: goroot.version.text, exits }, exitTable(exits));
  return exits.every((exit) => exit.coveredBy) ? 0 : 1;
}

async function runCases(
  args: PatchTestOptions & { readonly json: boolean },
  { host, io }: Context,
): Promise<number> {
  const { allPassed, testPatchSets } = await import("../../app/patch-cases.ts");
  const tests = await testPatchSets(host, args);
  io.stdout(args.json ? json({ sets: tests }) : tests.map(testText).join(""));
  return allPassed(tests) ? 0 : 1;
}

function testText({ patchSet, cases, untested }: PatchSetTest): string {
  const failed = cases.filter(({ passed }) => !passed);
  const details = failed.map(({ name, diff, faults }) =>
    [`FAIL ${name}`, ...faults.map((fault) => `  ${fault}`), diff].join("\n"),
  );
  const missing = untested.map((patch) => `no case is about ${patch}\n`);
  const passed = `${patchSet}: ${cases.length - failed.length} of ${formatCount(cases.length, "case")} passed\n`;
  return [...details, ...missing, passed].join("");
}

interface Row {
  readonly kind: string;
  readonly where: string;
  readonly coveredBy: string;
}

/** One row for each kind of exit in a file and what covers it; panics by package, as there are hundreds. */
function exitTable(exits: readonly Exit[]): string {
  const rows = [...groupExits(exits).values()].map(toRow);
  const head: Row = { kind: "WAY OUT", where: "WHERE", coveredBy: "COVERED BY" };
  const width = (key: keyof Row): number => Math.max(...[head, ...rows].map((row) => row[key].length));
  const [kind, where] = [width("kind"), width("where")];
  const line = (row: Row): string =>
    `${row.kind.padEnd(kind)}  ${row.where.padEnd(where)}  ${row.coveredBy}\n`;
  const open = exits.filter((exit) => !exit.coveredBy).length;
  return (
    [head, ...rows].map(line).join("") + `${formatCount(exits.length, "way")} out, ${open} not covered\n`
  );
}

function groupExits(exits: readonly Exit[]): Map<string, Exit[]> {
  const groups = new Map<string, Exit[]>();
  for (const exit of exits) groups.set(groupKey(exit), [...(groups.get(groupKey(exit)) ?? []), exit]);
  return groups;
}

const groupKey = (exit: Exit): string => [exit.kind, placeOf(exit), exit.coveredBy].join("\u0000");

const placeOf = ({ kind, file }: Exit): string =>
  kind === "panic" ? file.slice(0, file.lastIndexOf("/")) : file;

function toRow(group: readonly Exit[]): Row {
  const [first] = group;
  if (!first) throw new Error("an empty group of exits");
  const lines = group.map(({ line }) => line);
  const where =
    first.kind === "panic" ? `${placeOf(first)} (${lines.length})` : `${first.file}:${lines.join(",")}`;
  return { kind: first.kind, where, coveredBy: first.coveredBy ?? "not covered" };
}
