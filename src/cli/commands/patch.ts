import type { PatchReport } from "../../app/patch.ts";
import type { PatchSetTest, PatchTestOptions } from "../../app/patch-cases.ts";
import type { Exit } from "../../patch/exits.ts";
import { type Context, command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const patch = command({
  usage: "patch",
  summary: "See or check the patches on a source tree, without writing anything",
  description: `--check (the default) says whether every change fits exactly as often as it must, and what drifted where one does
not. --diff prints the plan as a unified diff that \`git apply\` accepts in the GOROOT. --exits lists every way out of
the patched tools in their source, with the change that stops the trace on it. Exit code 1 if something drifted, or an exit is not
covered. --test runs the cases of the sets of yours that are named, sources before and after each patch, and needs no Go.`,
  examples: [
    ["patch --check --go go1.27.3", "Does the patch set fit that release?"],
    ["patch --diff > compile.diff", "What would be changed in the Go on PATH"],
    ["patch --check --goroot ~/go/master --patches ./mine", "Any source tree, and a patch set of yours"],
    ["patch --exits", "Every way out of the tools, and what covers it"],
    ["patch --test --patches ./mine", "Does each patch of your set do what its cases say?"],
    ["patch --test --patches ./mine --update", "Write what comes out into the cases; read the diff then"],
  ],
  options: {
    ...toolchainOptions,
    ...jsonOption,
    check: { type: "boolean", describe: "Say whether the patches fit" },
    diff: { type: "boolean", describe: "Print the plan as a unified diff", conflicts: "exits" },
    exits: { type: "boolean", describe: "List every way out of the patched tools" },
    test: {
      type: "boolean",
      describe: "Run the cases of a patch set [the shipped one]",
      conflicts: ["check", "diff", "exits", "go", "goroot"],
    },
    update: { type: "boolean", implies: "test", describe: "Rewrite cases that want something else" },
  },
  async run(args, context) {
    if (args.test) return runCases(args, context);
    const { host, io, progress } = context;
    const { patchReport, planDiff, planPatchSet, surveyExits } = await import("../../app/patch.ts");
    const planned = await planPatchSet(host, args, progress);
    const { goroot, set, result } = planned;
    const print = (value: unknown, text: string): void =>
      io.stdout(args.json ? `${JSON.stringify(value, null, 2)}\n` : text);
    if (result.kind === "drift") {
      const report = patchReport(planned);
      print(report, await driftText(report));
      return 1;
    }
    if (args.exits) {
      const exits = await surveyExits(host, goroot, set.tools, result.plan);
      print({ release: goroot.version.text, exits }, exitTable(exits));
      return exits.every((exit) => exit.coveredBy) ? 0 : 1;
    }
    const report = patchReport(planned);
    if (args.diff) print({ ...report, diff: planDiff(result.plan) }, planDiff(result.plan));
    else print(report, fitText(report));
    return 0;
  },
});

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
  const passed = `${patchSet}: ${cases.length - failed.length} of ${count(cases.length, "case")} passed\n`;
  return [...details, ...missing, passed].join("");
}

async function driftText({ release, patchSet, drift }: PatchReport): Promise<string> {
  const { renderDrift } = await import("../../patch/drift.ts");
  return `${renderDrift(drift)}\n${patchSet} does not fit ${release}: ${count(drift.length, "finding")}\n`;
}

function fitText({ release, patchSet, changes, newFiles }: PatchReport): string {
  const width = Math.max(...changes.map(({ id }) => id.length));
  const lines = changes.map(({ id, file, line }) => `${id.padEnd(width)}  ${file}:${line}`);
  const summary = `${patchSet} fits ${release}: ${count(changes.length, "change")}, ${count(newFiles.length, "new file")}`;
  return `${lines.join("\n")}\n${summary}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

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
  return [head, ...rows].map(line).join("") + `${count(exits.length, "way")} out, ${open} not covered\n`;
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
