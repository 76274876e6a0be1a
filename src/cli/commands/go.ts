import type { BuildWatch } from "../../app/build-watch.ts";
import type { RunOutcome } from "../../app/run.ts";
import { formatCount, formatTime } from "../../base/units.ts";
import type { BuildSummary } from "../../trace/actions/summary.ts";
import { levels } from "../../trace/event-type.ts";
import { followBuild } from "../build-title.ts";
import { command } from "../command.ts";
import { toolchainOptions } from "../options.ts";

export const go = command({
  usage: "go",
  summary: "Run go under an instrumented toolchain and record what the compiler does",
  description: `Everything after the word "go" goes to the go command as it stands; options of traceinject come before it.
The toolchain is built on first use. Traces, command and exit code land in a session folder below
$XDG_STATE_HOME/traceinject (default ~/.local/state/traceinject), never in the work tree; \`traceinject report\` reads
them. A package that comes out of the build cache runs no compiler and leaves no trace: \`go build -a\` forces one.

--timeout counts from the start of go, not of a toolchain's first build. It ends everything that go has started, keeps
the traces so far, and gives exit code 124. To that end go runs in a process group of its own: Ctrl-C still reaches all
of it, Ctrl-Z does not.

Where OTEL_EXPORTER_OTLP_ENDPOINT (or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) is set, the spans are sent there, too, while go
runs and at most three seconds longer, by OpenTelemetry's SDK and its variables (docs/exports.md). A receiver that fails
changes nothing of how go ends.`,
  passesOn: true,
  examples: [
    ["go build ./...", "Build, and record a session"],
    ["go test -run TestX ./pkg", "Any go command, with its own flags"],
    ["--runtime-trace go build -a fmt", "Keep an execution trace of each compile for go tool trace, too"],
    [
      "--level pass --packages 'net/*' --min pass=1us go build -a ./cmd/x",
      "SSA passes of some packages, short ones summed",
    ],
    [
      '--inject "GODEBUG=gctrace=1" go test -bench=.',
      "A variable for go, its tools and the tests; more by saying it again",
    ],
    [
      "--timeout 10m go test ./...",
      "Ends go and all that it started after ten minutes, with exit code 124, and keeps the traces",
    ],
    [
      '--trace-header "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" go build ./...',
      "As a part of a larger trace; so does the variable TRACEPARENT",
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
    inject: {
      type: "string",
      array: true,
      requiresArg: true,
      describe:
        "NAME=value for the environment of go and of what it runs, over and over; GODEBUG is added to, others are replaced",
    },
    timeout: {
      type: "string",
      requiresArg: true,
      describe: "How long go may run: 90s, 10m, 1h30m; then its process group is ended [for ever]",
    },
    "otlp-level": {
      choices: levels,
      describe: "The deepest spans that are sent to a receiver of OpenTelemetry [phase]",
    },
    "trace-header": {
      type: "string",
      requiresArg: true,
      describe:
        'W3C trace context, "traceparent: 00-…", under which the session stands; go has it as TRACEPARENT [$TRACEPARENT]',
    },
    progress: {
      type: "boolean",
      default: true,
      describe: "On a terminal, show in its title how far a build is; not with CI or NO_COLOR",
    },
    quiet: {
      type: "boolean",
      default: false,
      describe: "No progress, and no line at the end; what goes wrong is told all the same",
    },
    cache: {
      choices: ["private", "shared"],
      default: "private",
      describe:
        "Build cache: one for traced builds, so that binaries have the build IDs of stock Go; or yours, where the compiler's identity keeps traced entries apart",
    },
  },
  completes: { packages: "packages" },
  async run(args, { host, io, progress, passedOn }) {
    const { run } = await import("../../app/run.ts");
    let unfollow = (): void => {};
    const onStart = (watch?: BuildWatch): void => {
      progress.clear();
      if (watch && args.progress && !args.quiet) unfollow = followBuild(watch, host, io);
    };
    const outcome = await run(host, { ...args, onStart }, passedOn, progress).finally(() => unfollow());
    if (outcome.timedOut) io.stderr(timeoutLine(outcome, args.timeout));
    else if (io.isTty.stderr && (!args.quiet || outcome.problem !== undefined))
      io.stderr(closingLine(outcome));
    const unsent = outcome.liveExport?.record.problem;
    if (unsent !== undefined && (io.isTty.stderr || args.verbose)) io.stderr(unsentLine(unsent));
    if (outcome.signal) io.die(outcome.signal);
    if (outcome.liveExport?.underWay) io.exit(outcome.exitCode);
    return outcome.exitCode;
  },
});

/** Also where nobody watches: go cannot say why it ended. */
function timeoutLine({ session, problem }: RunOutcome, timeout = ""): string {
  const but = problem === undefined ? "" : `, which could not be completed: ${messageOf(problem)}`;
  return `traceinject: go was ended after ${timeout}; the traces so far are in session ${session.dir}${but}\n`;
}

/** What it cost and where to read on. */
function closingLine({ session, isLatest, summary, problem }: RunOutcome): string {
  if (problem !== undefined)
    return `traceinject: the session in ${session.dir} could not be completed: ${messageOf(problem)}\n`;
  if (!summary) return `traceinject: session ${session.dir}\n`;
  const report = `traceinject report${isLatest ? "" : ` ${session.id}`}`;
  return `traceinject: ${buildWords(summary)}; report: ${report}\n`;
}

function unsentLine(problem: string): string {
  return `traceinject: not all spans could be sent to the receiver of OpenTelemetry: ${problem}\n`;
}

function buildWords({ compiled, failed, cpu, results }: BuildSummary): string {
  const done = `${formatCount(compiled, "package")} in ${formatTime(cpu)} of CPU time`;
  return [
    `compiled ${compiled === 0 ? "nothing" : done}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(results.actions > 0
      ? [`${results.actions} of ${formatCount(results.of, "result")} out of the build cache`]
      : []),
  ].join(", ");
}

const messageOf = (problem: unknown): unknown => (problem instanceof Error ? problem.message : problem);
