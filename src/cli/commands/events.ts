import type { Events } from "../../app/events.ts";
import type { EventFormat } from "../../report/events.ts";
import { command } from "../command.ts";
import type { Io } from "../io.ts";
import { tracesPositional } from "../options.ts";
import { damaged } from "../print.ts";

export const events = command({
  usage: "events [traces..]",
  summary: "Print what the tools of a recorded build tell about themselves, or check it",
  description: `One event a line, as JSON, by time: from CompileStart to CompileEnd of every compile, each function and pass
with their costs, each with its package, its function and ids that are the same in every build of the same source.
docs/events.md lists the events and their fields.

--check prints no events, but holds all of them to the rules of their schema: which must be there, how often, and in
which order. Lists of globs are like \`net/*,!net/http\`: the last that fits decides.

Exit code 1 where an event breaks a rule, or traces are damaged.`,
  examples: [
    ["events", "Everything that the latest session recorded"],
    ["events --event FunctionCompiled --package 'example.com/*'", "The functions of some packages"],
    ["events --event PassEnd | jq -s 'max_by(.fields.nanoseconds)'", "The slowest SSA pass"],
    ["events --check", "Does every process keep the rules?"],
    ["events --format text ./traces/compile-abc-4711-88.span", "One span file, for reading"],
  ],
  positionals: tracesPositional,
  options: {
    check: {
      type: "boolean",
      conflicts: ["event", "package", "function"],
      describe: "Check the events instead of printing them",
    },
    event: { type: "string", requiresArg: true, describe: "Only events whose names fit a list of globs" },
    package: { type: "string", requiresArg: true, describe: "Only packages whose import paths fit" },
    function: { type: "string", requiresArg: true, describe: "Only functions whose symbols fit" },
    format: {
      choices: ["jsonl", "text"],
      describe: "What to write [jsonl; text with --check]",
    },
  },
  completes: { traces: "session", package: "packages" },
  async run({ traces, check, format, ...filters }, { host, io }) {
    const { events: readEvents } = await import("../../app/events.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const read = await readEvents(host, { traces, ...filters });
    const found = hasProblem(read.findings);
    if (check) {
      const { eventCheckLines, eventCheckText } = await import("../../report/event-check.ts");
      io.stdout(format === "jsonl" ? eventCheckLines(read) : eventCheckText(read));
      return found ? 1 : 0;
    }
    const { eventFormats } = await import("../../report/events.ts");
    const write = eventFormats[format ?? "jsonl"];
    await print(read, write, io);
    if (found) io.stderr(damaged);
    return found ? 1 : 0;
  },
});

/** Lines by the pipeful: there may be millions. */
async function print({ chosen }: Events, write: EventFormat, io: Io): Promise<void> {
  let text = "";
  for await (const event of chosen()) {
    text += write(event);
    if (text.length < 1 << 16) continue;
    io.stdout(text);
    text = "";
  }
  io.stdout(text);
}
