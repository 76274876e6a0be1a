import { join } from "node:path";
import { badUsage } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { findOnPath } from "../../toolchain/go-command.ts";
import type { Goroot } from "../../toolchain/goroot.ts";

/** One way to compile. A new one is a row. */
export interface Configuration {
  readonly id: string;
  readonly title: string;
  /** For every package, beyond what go gives the compiler. */
  readonly gcflags?: string;
  /** Arguments of the go command; `$GOROOT` stands for the folder of the stock Go. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly needs?: readonly Need[];
}

/** What a configuration cannot do without. */
export type Need = "C compiler" | "profile" | "another architecture";

const profile = "src/cmd/compile/default.pgo";

/** In the order in which they are proven and reported. */
export const configurations: readonly Configuration[] = [
  { id: "default", title: "as go build compiles" },
  { id: "c1", title: "one back end worker", gcflags: "-c=1" },
  { id: "c4", title: "four back end workers", gcflags: "-c=4" },
  { id: "no-optimisation", title: "for a debugger", gcflags: "-N -l" },
  { id: "pgo", title: "with a profile", flags: [`-pgo=$GOROOT/${profile}`], needs: ["profile"] },
  { id: "pie", title: "position independent", flags: ["-buildmode=pie"] },
  { id: "cgo", title: "with cgo", env: { CGO_ENABLED: "1" }, needs: ["C compiler"] },
  {
    id: "race",
    title: "with race detector",
    flags: ["-race"],
    env: { CGO_ENABLED: "1" },
    needs: ["C compiler"],
  },
  cross("amd64", "for amd64"),
  cross("arm64", "for arm64"),
  // Passes all arguments on the stack.
  cross("386", "for 386"),
];

function cross(goarch: string, title: string): Configuration {
  return { id: goarch, title, env: { GOARCH: goarch, CGO_ENABLED: "0" }, needs: ["another architecture"] };
}

/** The configurations of these ids, in our order; `default` alone where none is asked for. Throws `bad-usage`. */
export function chooseConfigurations(ids: readonly string[] | "all" | undefined): Configuration[] {
  if (ids === "all") return [...configurations];
  const wanted = ids ?? ["default"];
  const unknown = wanted.find((id) => !configurations.some((one) => one.id === id));
  if (unknown !== undefined)
    throw badUsage(
      `there is no configuration ${unknown}`,
      `There are: ${configurations.map(({ id }) => id).join(", ")}.`,
    );
  return configurations.filter(({ id }) => wanted.includes(id));
}

/** Arguments of the go command, `$GOROOT` left to be filled in. */
export function flagsOf({ gcflags, flags = [] }: Configuration): string[] {
  return [...(gcflags === undefined ? [] : [`-gcflags=all=${gcflags}`]), ...flags];
}

/** Why this configuration cannot be proven here; undefined where nothing is missing. */
export async function whatIsMissing(
  host: Host,
  base: Goroot,
  configuration: Configuration,
): Promise<string | undefined> {
  for (const need of configuration.needs ?? []) {
    const missing = await look[need](host, base, configuration);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** Looks for what a need names: by what stands there, never by the number of a release. */
const look: Readonly<
  Record<Need, (host: Host, base: Goroot, configuration: Configuration) => Promise<string | undefined>>
> = {
  "C compiler": async (host) => {
    const name = (host.env.CC ?? "gcc").split(" ")[0] ?? "gcc";
    const found = name.startsWith("/") ? await host.stat(name) : await findOnPath(host, name);
    return found ? undefined : `there is no C compiler (${name}) on PATH`;
  },
  profile: async (host, { dir, version }) =>
    (await host.stat(join(dir, profile))) ? undefined : `${version.text} comes without ${profile}`,
  "another architecture": async ({ goarch }, _base, { env }) =>
    env?.GOARCH === goarch ? `${goarch} is this machine's: the other configurations prove it` : undefined,
};
