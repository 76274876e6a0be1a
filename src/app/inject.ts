import { badUsage } from "../base/errors.ts";
import { recordingVariables } from "../toolchain/recording.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with what `--inject` adds, each `NAME=value`. A variable that is there is replaced, but settings of
 * GODEBUG are added behind those that it has: of two for one thing, Go takes the last. Throws `bad-usage`.
 */
export function injectInto(env: Environment, injections: readonly string[]): Environment {
  const injected = { ...env };
  for (const [name, value] of injections.map(parseInjection)) {
    const before = name === "GODEBUG" ? injected[name] : undefined;
    injected[name] = before ? `${before},${value}` : value;
  }
  return injected;
}

function parseInjection(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^([^=\s\0]+)=([^\0]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw badUsage(`--inject is ${JSON.stringify(text)}`, "It wants NAME=value: `GODEBUG=gctrace=1`.");
  const instead = insteadOf[name];
  if (instead) throw badUsage(`--inject cannot set ${name}, which traceinject sets itself`, instead);
  return [name, value];
}

/** Variables that decide which Go runs and what it records, and the way to say that. */
const insteadOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(recordingVariables).map(([key, name]) => [
      name,
      `Say --${key === "runtimeTrace" ? "runtime-trace" : key} instead.`,
    ]),
  ),
  GOROOT: "Say --goroot DIR instead.",
  GOTOOLCHAIN: "Say --go RELEASE instead.",
  GOTOOLDIR: "Say --goroot DIR instead.",
  TRACEINJECT_CACHE: "Say --cache shared or --cache private instead.",
  TRACEINJECT_TAGS: "Give go itself -tags.",
  TRACEINJECT_DIR: "Set XDG_STATE_HOME for traceinject itself to have sessions elsewhere.",
};
