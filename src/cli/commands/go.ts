import { levels } from "../../trace/event-type.ts";
import { command } from "../command.ts";
import { toolchainOptions } from "../options.ts";

export const go = command({
  usage: "go",
  summary: "Run go under an instrumented toolchain and record what the compiler does",
  description: `Everything after the word "go" goes to the go command as it stands; options of traceinject come before it.
The toolchain is built on first use. Traces, command and exit code land in a session folder below
$XDG_STATE_HOME/traceinject (default ~/.local/state/traceinject), never in the work tree; \`traceinject report\` reads
them. A package that comes out of the build cache runs no compiler and leaves no trace: \`go build -a\` forces one.`,
  passesOn: true,
  examples: [
    ["go build ./...", "Build, and record a session"],
    ["go test -run TestX ./pkg", "Any go command, with its own flags"],
    ["--runtime-trace go build -a fmt", "Keep an execution trace of each compile for go tool trace, too"],
    [
      "--level pass --packages 'net/*' --min pass=1us go build -a ./cmd/x",
      "SSA passes of some packages, short ones summed",
    ],
    ["--go go1.24.3 go vet ./...", "Run another Go release than the one on PATH"],
    ["go build --help", "Help of go; for ours: traceinject --help go"],
  ],
  options: {
    ...toolchainOptions,
    level: {
      choices: levels,
      describe: "How much is recorded; each includes those before it [$TRACEINJECT_LEVEL, else function]",
    },
    packages: {
      type: "string",
      requiresArg: true,
      describe:
        "Import paths, as globs with commas between (! excludes), that are recorded at that level; others at level package [$TRACEINJECT_PACKAGES]",
    },
    functions: {
      type: "string",
      requiresArg: true,
      describe: "Symbols, likewise, that are recorded one by one; others are summed [$TRACEINJECT_FUNCTIONS]",
    },
    min: {
      type: "string",
      requiresArg: true,
      describe:
        "Durations, such as function=10us,pass=1us, below which functions and passes are summed [$TRACEINJECT_MIN]",
    },
    "runtime-trace": {
      type: "boolean",
      default: false,
      describe: "Also record a runtime execution trace in each compile process",
    },
    cache: {
      choices: ["private", "shared"],
      default: "private",
      describe:
        "Build cache: one for traced builds, so that binaries have the build IDs of stock Go; or yours, where the compiler's identity keeps traced entries apart",
    },
  },
  async run(args, { host, io, progress, passedOn }) {
    const { run } = await import("../../app/run.ts");
    const options = { ...args, onStart: progress.clear };
    const { exitCode, signal, session, problem } = await run(host, options, passedOn, progress);
    if (io.isTty.stderr) io.stderr(closingLine(session.dir, problem));
    if (signal) io.die(signal);
    return exitCode;
  },
});

function closingLine(dir: string, problem: unknown): string {
  if (problem === undefined) return `traceinject: session ${dir}\n`;
  return `traceinject: the session in ${dir} could not be completed: ${problem instanceof Error ? problem.message : problem}\n`;
}
