import { command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const verify = command({
  usage: "verify [toolchain]",
  summary: "Check that a toolchain is what its stamp and its statements say",
  description: `Compares every file with the Go and the patch set that it was made from, its statements with both, and its
tools with what the same sources give when they are built once more. Only that Go, that patch set and this traceinject
are trusted; docs/provenance.md says what this proves, and what it does not.
Ends with exit code 1 where something is not as it must be.`,
  examples: [
    ["verify", "What build made of the Go on PATH"],
    ["verify go1.26.8-0123456789abcdef", "One that traceinject list shows"],
    ["verify ./toolchain --go go1.26.8", "One that somebody gave you, by a Go of your own"],
    ["verify --no-rebuild", "In seconds: the tools are compared with their statements only"],
  ],
  positionals: { toolchain: { type: "string", describe: "Name or folder [what build makes]" } },
  options: {
    ...toolchainOptions,
    rebuild: {
      type: "boolean",
      default: true,
      describe: "Build the tools once more and compare their bytes",
    },
    ...jsonOption,
  },
  async run(args, { host, io, progress, colors }) {
    const { verify } = await import("../../app/verify.ts");
    const { renderVerification } = await import("../../report/verification.ts");
    const found = await verify(host, args, progress);
    progress.clear();
    const options = { width: io.columns, colour: colors.isColorSupported };
    io.stdout(args.json ? json(found) : renderVerification(found, options));
    return found.verdict === "passed" ? 0 : 1;
  },
});
