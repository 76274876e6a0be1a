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
export interface GoSettings extends Partial<Record<(typeof names)[number], string>> {
  /** The GOMAXPROCS that it runs with: by the variable, the CPUs, and since go1.25 the limits of its cgroup. */
  readonly maxProcs?: number;
}

/** Asks go for its settings where it will run. Empty where it cannot tell: it will say so itself when it is run. */
export async function goSettings(host: Host, { goBinary, env, args }: GoCommand): Promise<GoSettings> {
  const cwd = resolve(host.cwd, chdirFlag(args) ?? ".");
  if ((await host.stat(cwd))?.kind !== "dir") return {};
  const asked = { ...env, PWD: undefined, GODEBUG: [env.GODEBUG, schedulerTrace].filter(Boolean).join(",") };
  const { exitCode, stdout, stderr } = await host.run({
    ...{ file: goBinary, args: ["env", "-json", ...names], cwd },
    env: asked,
  });
  if (exitCode !== 0) return {};
  const maxProcs = /^SCHED .*?\bgomaxprocs=(\d+)/m.exec(stderr)?.[1];
  return { ...(JSON.parse(stdout) as GoSettings), ...(maxProcs && { maxProcs: Number(maxProcs) }) };
}

/** Lets the runtime of go say on stderr at once, and then each second, how it is scheduled. */
const schedulerTrace = "schedtrace=1000";

/** The folder that go will change to first: `-C` must be the first flag, after one or two words (`mod tidy`). */
function chdirFlag(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg.startsWith("-"));
  const match = /^--?C(?:=(.*))?$/.exec(args[at] ?? "");
  return match ? (match[1] ?? args[at + 1]) : undefined;
}
