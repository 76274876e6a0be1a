import { badUsage } from "../../base/errors.ts";
import { packageVersion } from "../../host/package.ts";
import { chosenFormat } from "../chosen-format.ts";
import { command } from "../command.ts";
import { outputOption, toolchainOptions } from "../options.ts";
import { writeText } from "../print.ts";

const { go: _, ...choiceOptions } = toolchainOptions;

/** By the verdict of the report. */
const exitCodes = { passed: 0, findings: 1, failed: 2 } as const;

export const upgrade = command({
  usage: "upgrade [releases..]",
  summary: "Take Go releases through everything that they must pass, and repair patches",
  description: `Gets each release, plans the patches on it, builds the tools, takes every way out of the compiler, audits what differs
from stock, proves a sample of packages and times both compilers; one report of all. What an earlier step makes senseless
is not run, and the report says why. A toolchain with findings does not stay published. --all is for every supported release
that is installed or can be fetched; what has passed before, of the same inputs, is taken from its record, so that an
interrupted run goes on where it was. --repair proposes variants of changes that do not fit, tries them in a copy of the patch
set, and keeps those with which everything passes; they are written into the patch files, or with -o as a diff
(-o - writes it to stdout, and the report to stderr). Exit code 0 if everything passes, 1 with findings, 2 if something failed.`,
  examples: [
    ["upgrade go1.27.4", "Is the next release fine? Downloads it if need be"],
    ["upgrade --goroot ~/go/master", "Any built Go"],
    ["upgrade --all --md -o matrix.md", "Every supported release, as a table"],
    ["upgrade --all go1.28rc1 --json", "With a release candidate"],
    ["upgrade go1.28.0 --repair -o repair.diff", "Repair what drifted, for review"],
    ["upgrade go1.28.0 --repair --no-shipped --patches ./mine", "Repair your own patch set in place"],
  ],
  positionals: {
    releases: {
      type: "string",
      array: true,
      default: [],
      defaultDescription: "the go on PATH",
      describe: "Go releases, such as go1.27.4 or go1.28rc1",
    },
  },
  options: {
    ...choiceOptions,
    all: { type: "boolean", default: false, describe: "Every supported release that can be had" },
    repair: { type: "boolean", default: false, describe: "Repair changes that do not fit" },
    sample: {
      type: "string",
      requiresArg: true,
      describe: "Packages to prove, by comma [errors,sort,strconv]",
    },
    json: { type: "boolean", default: false, describe: "Write JSON (docs/upgrade-report.schema.json)" },
    md: { type: "boolean", default: false, describe: "Write Markdown" },
    top: { type: "number", default: 20, requiresArg: true, describe: "Findings of a step" },
    output: { ...outputOption.output, coerce: undefined },
  },
  async run({ releases, all, repair, sample, json, md, top, output, ...args }, context) {
    const { host, io, progress, colors } = context;
    const { upgradeFormats } = await import("../../report/upgrade/format.ts");
    const chosen = chosenFormat(upgradeFormats, { format: undefined, json, md });
    const folder = args.goroot ?? args.from;
    if (folder !== undefined && (all || releases.length > 0))
      throw badUsage("--goroot and --from are one release: name no others", "Run the command once for each.");
    const { upgradeReleases } = await import("../../app/upgrade-all.ts");
    const diffOnly = repair && output !== undefined;
    const options = { ...args, releases, all, repair, diffOnly, sample: sample?.split(",") };
    const report = await upgradeReleases(host, options, progress);
    progress.clear();
    const file = output === "-" ? undefined : output;
    const rendered = (toStdout: boolean): string => {
      const colour = toStdout && colors.isColorSupported;
      return chosen.render(report, { top, width: io.columns, colour, version: packageVersion });
    };
    if (!diffOnly) await writeText(rendered(file === undefined), file, context);
    else if (file === undefined) io.stderr(rendered(false));
    else io.stdout(rendered(true));
    const diff = (diffOnly && report.releases[0]?.repair?.diff) || "";
    // Without a diff that of an earlier repair stays as it is.
    if (diff !== "") await writeText(diff, file, context);
    return exitCodes[report.verdict];
  },
});
