import { resolve } from "node:path";
import type { Host } from "../host/host.ts";

/** A go command that is about to be run. */
export interface GoCommand {
  readonly goBinary: string;
  readonly goroot: string;
  /** Its release, as `go version` prints it. */
  readonly goVersion: string;
  /** What it will be started with; GOTOOLCHAIN is `local`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After the word `go`. */
  readonly args: readonly string[];
}

const names = ["GOMOD", "GOWORK", "GOENV", "GOROOT", "GOCACHEPROG", "GOFLAGS"] as const;

/** What go says of itself; a setting that its release does not know is empty. */
export type GoSettings = Partial<Record<(typeof names)[number], string>>;

/** Asks go for its settings where it will run. Empty where it cannot tell: it will say so itself when it is run. */
export async function goSettings(host: Host, { goBinary, env, args }: GoCommand): Promise<GoSettings> {
  const cwd = resolve(host.cwd, chdirFlag(args) ?? ".");
  if ((await host.stat(cwd))?.kind !== "dir") return {};
  const command = { file: goBinary, args: ["env", "-json", ...names], env: { ...env, PWD: undefined }, cwd };
  const { exitCode, stdout } = await host.run(command);
  return exitCode === 0 ? (JSON.parse(stdout) as GoSettings) : {};
}

/** The folder that go will change to first: `-C` must be the first flag, after one or two words (`mod tidy`). */
function chdirFlag(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg.startsWith("-"));
  const match = /^--?C(?:=(.*))?$/.exec(args[at] ?? "");
  return match ? (match[1] ?? args[at + 1]) : undefined;
}
