import type { Diagnosis } from "../../app/doctor.ts";
import { packageVersion } from "../../host/package.ts";
import { type Colors, command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const doctor = command({
  usage: "doctor",
  summary: "Say what is here, what is missing and what would go wrong",
  description: "Builds and downloads nothing. Ends with exit code 1 if something stands in the way.",
  examples: [
    ["doctor", "Can the Go on PATH be instrumented here?"],
    ["doctor --go go1.24.3", "And that release?"],
    ["doctor --json", "For scripts and bug reports"],
  ],
  options: { ...toolchainOptions, ...jsonOption },
  async run(args, { host, io, colors }) {
    const { doctor } = await import("../../app/doctor.ts");
    const diagnoses = await doctor(host, args);
    io.stdout(args.json ? json({ traceinject: packageVersion, diagnoses }) : text(diagnoses, colors));
    return diagnoses.some(({ status }) => status === "fail") ? 1 : 0;
  },
});

function text(diagnoses: readonly Diagnosis[], colors: Colors): string {
  const marks = { ok: colors.green("ok  "), warn: colors.yellow("warn"), fail: colors.red("fail") };
  const width = Math.max(...diagnoses.map(({ id }) => id.length));
  const lines = diagnoses.flatMap(({ id, status, found, remedy }) => [
    `${marks[status]}  ${id.padEnd(width)}  ${indented(found, width)}`,
    ...(remedy === undefined ? [] : [`${" ".repeat(6 + width)}  ${indented(remedy, width)}`]),
  ]);
  return `${lines.join("\n")}\n`;
}

/** Keeps further lines of a text in its column. */
function indented(text: string, width: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(8 + width)}`);
}
