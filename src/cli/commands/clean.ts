import type { CleanChoice, Cleaned } from "../../app/clean.ts";
import { badUsage } from "../../base/errors.ts";
import { formatBytes } from "../../base/units.ts";
import { command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { json } from "../print.ts";

export const clean = command({
  usage: "clean [toolchain]",
  summary: "Remove instrumented toolchains from the cache",
  description: `Removes one toolchain, those that were not used for some days, or everything in the cache folder; and
what builds that were killed have left. The build caches of a toolchain's traced builds go with it.
Sessions stay: \`traceinject sessions --keep\` removes those.`,
  examples: [
    ["clean --unused 30", "Those that nobody has used for 30 days"],
    ["clean go1.26.8-0123456789abcdef", "One, by the name that `traceinject list` shows"],
    ["clean --all", "All of them, and downloaded releases"],
  ],
  positionals: { toolchain: { type: "string", describe: "Name of a toolchain" } },
  options: {
    all: { type: "boolean", default: false, describe: "Everything in the cache folder" },
    unused: { type: "number", requiresArg: true, describe: "Toolchains not used for so many days" },
    ...jsonOption,
  },
  async run(args, { host, io }) {
    const { clean } = await import("../../app/clean.ts");
    const cleaned = await clean(host, choiceOf(args));
    io.stdout(args.json ? json(cleaned) : text(cleaned));
    return 0;
  },
});

interface CleanArgs {
  readonly toolchain?: string | undefined;
  readonly all: boolean;
  readonly unused?: number | undefined;
}

/** Nothing is removed by default. Throws `bad-usage` unless exactly one thing was said. */
function choiceOf({ toolchain, all, unused }: CleanArgs): CleanChoice {
  const choices: CleanChoice[] = [
    ...(toolchain === undefined ? [] : [{ kind: "name", name: toolchain } as const]),
    ...(unused === undefined ? [] : [{ kind: "unused", days: unused } as const]),
    ...(all ? [{ kind: "all" } as const] : []),
  ];
  const [choice, ...others] = choices;
  if (choice && others.length === 0) return choice;
  throw badUsage(
    "say what to remove",
    "Name a toolchain (see `traceinject list`), or say --unused DAYS or --all.",
  );
}

function text({ removed, kept }: Cleaned): string {
  const total = removed.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = [
    ...removed.map(({ name, bytes }) => `removed ${name} (${formatBytes(bytes)})`),
    ...kept.map(({ name, why }) => `kept ${name}: ${why}`),
    removed.length === 0 ? "nothing to remove" : `${formatBytes(total)} in all`,
  ];
  return `${lines.join("\n")}\n`;
}
