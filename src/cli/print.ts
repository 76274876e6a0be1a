import pc from "picocolors";
import { badUsage } from "../base/errors.ts";
import type { Format } from "../export/formats.ts";
import type { Host } from "../host/host.ts";
import type { Colors, Context } from "./command.ts";
import type { Io } from "./io.ts";

/** Colours for stdout: on a terminal only, unless FORCE_COLOR asks for them; never with NO_COLOR. */
export function stdoutColors(io: Io, env: Readonly<Record<string, string | undefined>>): Colors {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const wanted = forced || (io.isTty.stdout && env.TERM !== "dumb");
  return pc.createColors(wanted && !env.NO_COLOR);
}

/** A value as JSON for scripts; large whole numbers as decimal strings. */
export function json(value: unknown): string {
  const plain = (_key: string, item: unknown): unknown => (typeof item === "bigint" ? String(item) : item);
  return `${JSON.stringify(value, plain, 2)}\n`;
}

/** To stdout, or to the file that the user names: whole or not at all. */
export async function writeText(
  text: string,
  output: string | undefined,
  { host, io }: Pick<Context, "host" | "io">,
): Promise<void> {
  if (output === undefined) return io.stdout(text);
  const { writeOutputFile } = await import("../app/output-file.ts");
  await writeOutputFile(host, output, bytesOf(text));
}

/** Throws `bad-usage` where what is binary would go to a terminal. */
export function spareTerminal({ name, binary, ending }: Format, io: Io): void {
  if (binary && io.isTty.stdout)
    throw badUsage(
      `${name} is binary, and stdout is a terminal`,
      `Name a file: -o build.${ending}; or pipe it.`,
    );
}

/** To the end of a file, which need not be there. */
export async function appendText(host: Host, path: string, text: string): Promise<void> {
  const there = (await host.stat(path)) ? await host.readFile(path) : "";
  const gap = there === "" || there.endsWith("\n") ? "" : "\n";
  await host.writeFile(path, `${there}${gap}${text}`);
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** For stderr, where traces have findings and the output is something else. */
export const damaged =
  "traceinject: traces are damaged or break rules: `traceinject events --check` says where\n";
