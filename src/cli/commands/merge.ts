import { resolve } from "node:path";
import { badUsage } from "../../base/errors.ts";
import { exportFormats } from "../../export/formats.ts";
import { levels } from "../../trace/event-type.ts";
import { command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { spareTerminal } from "../print.ts";

const names = exportFormats.map(({ name }) => name);

export const merge = command({
  usage: "merge [files..]",
  summary: "Put sessions, traces of programs and of the go command on one time axis, in one file",
  description: `Takes, in any mix: sessions (with all that belongs to them: processes, go's actions, and the traces that the
command was asked for by \`go test -trace\`, \`go run . -trace\` or \`-debug-trace\`), span files, execution traces of programs
(runtime/trace), and what go writes for -debug-trace and -debug-actiongraph. What a file is, its content says.

How exactly each source could be placed is said in a table: \`exact\` by CLOCK_MONOTONIC, \`fitted\` by readings of both
clocks at the source's start and end, \`wall\` by the wall clock. What cannot be placed is dropped and counted.

Exit code 1 where something is damaged or could not be placed: the rest is merged.`,
  examples: [
    ["merge", "The latest session with all that belongs to it, for go tool trace: SESSION.trace"],
    ["merge latest server.trace -o all.trace", "A build, and a run of what it built"],
    [
      "merge 9f0c2a go.json --format pftrace -o build.pftrace",
      "With go's own -debug-trace, for ui.perfetto.dev",
    ],
    ["merge latest <(zcat server.trace.gz) -o all.trace", "With a trace that comes through a pipe"],
    ["merge --into server.trace -o all.trace", "The latest build, written into the trace of what it built"],
    ["merge --json ./proc/*.span", "How exactly span files are placed, for scripts"],
  ],
  positionals: {
    files: {
      type: "string",
      array: true,
      default: [],
      defaultDescription: "latest",
      describe: "Sessions, by id or folder, and files or pipes",
    },
  },
  options: {
    format: { choices: names, default: "gotrace", describe: "What to write, as of traceinject export" },
    level: { choices: levels, default: "pass", describe: "The deepest spans that are written" },
    output: {
      type: "string",
      alias: "o",
      requiresArg: true,
      describe: "File to write; - is stdout, with the table on stderr [SESSION.trace or the like, here]",
    },
    into: {
      type: "string",
      requiresArg: true,
      describe:
        "Execution trace of a program, into a copy of which all is written: one axis in go tool trace",
    },
    ...jsonOption,
  },
  completes: { files: "session" },
  async run({ files, format, level, output, into, json }, { host, io, colors }) {
    const [{ merge: mergeTraces }, { writeOutputFile }, { hasMergeProblem }] = await Promise.all([
      import("../../app/merge.ts"),
      import("../../app/output-file.ts"),
      import("../../trace/sources/finding.ts"),
    ]);
    const chosen = exportFormats.find((one) => one.name === format)!;
    const isPiped = output === "-";
    if (isPiped && json) throw badUsage("--json and -o - would both be on stdout", "Name a file: -o FILE.");
    if (isPiped) spareTerminal(chosen, io);
    if (into !== undefined && output !== undefined && resolve(host.cwd, into) === resolve(host.cwd, output))
      throw badUsage(
        "--output and --into are one file",
        "Name another one: the program's trace stays as it is.",
      );
    const { bytes, name, ...merged } = await mergeTraces(host, { files, format, level, into });
    const target = isPiped ? "stdout" : (output ?? `${name}.${chosen.ending}`);
    if (isPiped) for await (const chunk of bytes) await io.stdoutBytes(chunk);
    else await writeOutputFile(host, target, bytes);
    const facts = { ...merged, output: target, format };
    if (json) {
      const { renderMergeJson } = await import("../../report/merge/json.ts");
      io.stdout(renderMergeJson(facts));
    } else {
      const { renderMergeText } = await import("../../report/merge/text.ts");
      const text = renderMergeText(facts, { width: io.columns, colour: !isPiped && colors.isColorSupported });
      if (isPiped) io.stderr(text);
      else io.stdout(text);
    }
    return hasMergeProblem(facts.findings) ? 1 : 0;
  },
});
