import { exportFormats } from "../../export/formats.ts";
import { levels } from "../../trace/event-type.ts";
import { command } from "../command.ts";
import { outputOption, tracesPositional } from "../options.ts";
import { damaged, spareTerminal } from "../print.ts";

const names = exportFormats.map(({ name }) => name);
const width = Math.max(...names.map((name) => name.length));

export const exportTraces = command({
  usage: "export [traces..]",
  summary: "Write a recorded build for other tools: Perfetto, speedscope, flame graphs and more",
  description: `The formats, which docs/exports.md describes with their units:

${exportFormats.map(({ name, describe }) => `  ${name.padEnd(width)}  ${describe}`).join("\n")}

Times are on the one clock of all processes, from the start of the first on. --level leaves out what lies deeper:
a build that was recorded with --level pass can have millions of spans, more than some viewers take.

-o - is stdout, as without -o; globs of --package that fit nothing are bad usage. A session that compiled nothing has
nothing to export, and is told so (exit code 2).

Exit code 1 where traces are damaged: what can be read of them is exported.`,
  examples: [
    ["export --format chrome -o build.trace.json", "The latest session, for https://ui.perfetto.dev"],
    ["export --format speedscope --package net/http -o http.speedscope.json", "One package"],
    ["export --format folded | flamegraph.pl --countname ns > build.svg", "A flame graph of the build"],
    ["export --format csv --level phase ./traces/*.span > phases.csv", "Span files, without functions"],
  ],
  positionals: tracesPositional,
  options: {
    format: { choices: names, demandOption: true, describe: "What to write" },
    level: { choices: levels, default: "pass", describe: "The deepest spans that are written" },
    package: { type: "string", requiresArg: true, describe: "Only packages whose import paths fit globs" },
    ...outputOption,
  },
  completes: { traces: "session", package: "packages" },
  async run({ output, ...options }, { host, io }) {
    if (output === undefined) spareTerminal(exportFormats.find(({ name }) => name === options.format)!, io);
    const { exportSession } = await import("../../app/export.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const { findings, bytes } = await exportSession(host, options);
    if (output === undefined) for await (const chunk of bytes) await io.stdoutBytes(chunk);
    else {
      const { writeOutputFile } = await import("../../app/output-file.ts");
      await writeOutputFile(host, output, bytes);
    }
    if (!hasProblem(findings)) return 0;
    io.stderr(damaged);
    return 1;
  },
});
