import { packageVersion } from "../../host/package.ts";
import { chosenFormat, formatOption } from "../chosen-format.ts";
import { command } from "../command.ts";
import { toolchainOptions } from "../options.ts";

/** Those of report/proof/format.ts, which is loaded where a proof is written. */
const formatNames = [{ name: "text" }, { name: "json" }, { name: "markdown" }, { name: "sarif" }] as const;

export const prove = command({
  usage: "prove [packages..]",
  summary: "Prove that the instrumented compiler makes what the stock one makes, byte for byte",
  description: `Compiles the packages and all that they import with both compilers and compares the object files, then what both
say of the programs on which Go tests its type checker. std and cmd are compiled in a clean environment, packages of
your module in yours; nothing is written to it, and nothing is downloaded. Tests are not compiled. Where something
differs, it is compiled again to find out which compiler is not deterministic, and the first function and instruction
that differ are named. Exit code 1 if something differs.`,
  examples: [
    ["prove", "All of std and cmd, with tracing off and on"],
    ["prove ./...", "Your own module"],
    ["prove std --config c1,race,arm64", "Other ways to compile"],
    ["prove fmt --tracing on --go go1.24.3", "Quickly, and for another release"],
  ],
  positionals: {
    packages: { type: "string", array: true, describe: "Packages, as go build takes them [std cmd]" },
  },
  options: {
    ...toolchainOptions,
    tracing: {
      choices: ["off", "on", "both"],
      default: "both",
      describe: "With or without recording a trace",
    },
    config: {
      type: "string",
      requiresArg: true,
      conflicts: "all-configs",
      describe:
        "Ways to compile, by comma: c1, c4, no-optimisation, pgo, pie, cgo, race, amd64, arm64, 386 [default]",
    },
    "all-configs": { type: "boolean", describe: "All ways to compile that can be tried here" },
    diagnostics: {
      type: "boolean",
      describe: "Compare what is said of programs that do not compile [with std and cmd only]",
    },
    format: formatOption(formatNames),
    json: { type: "boolean", default: false, describe: "The same as --format json" },
    top: { type: "number", default: 20, requiresArg: true, describe: "Entries of a list" },
  },
  async run({ config, allConfigs, format, json, top, ...args }, { host, io, progress, colors }) {
    const { prove } = await import("../../app/prove.ts");
    const { proofFormats } = await import("../../report/proof/format.ts");
    const chosen = chosenFormat(proofFormats, { json, format });
    const configurations = allConfigs ? "all" : config?.split(",");
    const report = await prove(host, { ...args, configurations }, progress);
    progress.clear();
    const screen = { top, width: io.columns, colour: colors.isColorSupported };
    io.stdout(chosen.render(report, { ...screen, version: packageVersion }));
    return report.verdict === "passed" ? 0 : 1;
  },
});
