import { packageVersion } from "../../host/package.ts";
import { auditFormats } from "../../report/audit/format.ts";
import { chosenFormat, formatOption } from "../chosen-format.ts";
import { command } from "../command.ts";
import { toolchainOptions } from "../options.ts";

export const audit = command({
  usage: "audit [stock] [instrumented]",
  summary: "Check that an instrumented toolchain differs from stock only where planned",
  description: `Builds the tool twice by the recipe of its release, stock and patched, and compares sources, objects and
binaries: registers, stack frames, calling convention, and every function that differs, with the reason why it may.
Two binaries, or two GOROOTs, can be compared as well; then whatever no policy allows is a finding.
Ends with exit code 1 where there is a finding. What could not be checked is listed with the reason.`,
  examples: [
    ["audit", "What build made of the Go on PATH"],
    ["audit --go go1.24.3", "Of another release"],
    [
      "audit --format html > audit.html",
      "A page with the instructions of each changed function side by side",
    ],
    ["audit --goarch arm64", "The same patches in a compiler that runs on arm64"],
    ["audit stock/compile patched/compile", "Two binaries: functions, frames and arguments"],
  ],
  positionals: {
    stock: { type: "string", describe: "A GOROOT or a binary [the base of the toolchain]" },
    instrumented: { type: "string", describe: "What to compare it with [what build makes of it]" },
  },
  options: {
    ...toolchainOptions,
    policy: { type: "string", requiresArg: true, describe: "What may differ [policy.yaml of the patch set]" },
    goarch: {
      type: "string",
      requiresArg: true,
      describe: "Build the tool for this architecture [this machine's]",
    },
    format: formatOption(auditFormats),
    json: { type: "boolean", default: false, describe: "The same as --format json" },
    top: { type: "number", default: 20, requiresArg: true, describe: "Rows of a table" },
    instructions: { type: "boolean", default: true, describe: "Show the instructions that differ" },
  },
  async run({ json, format, top, ...args }, { host, io, progress, colors }) {
    const chosen = chosenFormat(auditFormats, { json, format });
    const { audit } = await import("../../app/audit.ts");
    const report = await audit(host, args, progress);
    progress.clear();
    io.stdout(
      chosen.render(report, {
        top,
        width: io.columns,
        colour: colors.isColorSupported,
        version: packageVersion,
      }),
    );
    return report.verdict === "passed" ? 0 : 1;
  },
});
