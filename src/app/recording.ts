import { parseDuration } from "../base/duration.ts";
import { badUsage } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { type Recording, recordingVariables, usualLevel } from "../toolchain/recording.ts";
import { levels } from "../trace/event-type.ts";

/** What the user may say of it; the rest comes from the environment, or is as usual. */
export type RecordingOptions = { readonly [Key in keyof Recording]?: Recording[Key] | undefined };

/**
 * How much a traced build records: the options, else the user's own TRACEINJECT_LEVEL, _PACKAGES, _FUNCTIONS and _MIN.
 * Under an outer `traceinject go`, which TRACEINJECT_DIR tells, these are not the user's. Throws `bad-usage`: the
 * injected package takes a value that makes no sense for none at all, and never says so.
 */
export function chooseRecording({ env }: Pick<Host, "env">, options: RecordingOptions): Recording {
  const own = env.TRACEINJECT_DIR === undefined ? env : {};
  const level = pick("level", options, own, checkLevel);
  const packages = pick("packages", options, own, checkGlobs);
  const functions = pick("functions", options, own, checkGlobs);
  const min = pick("min", options, own, checkMinimum);
  return {
    level: level ?? usualLevel,
    ...(packages && { packages }),
    ...(functions && { functions }),
    ...(min && { min }),
    runtimeTrace: options.runtimeTrace ?? false,
  };
}

/** Says what is wrong with a value, in words that complete "… wants"; undefined where nothing is. */
type Check = (value: string) => string | undefined;

/** The option's value, or the variable's; what is empty counts as unset. */
function pick(
  name: Exclude<keyof Recording, "runtimeTrace">,
  options: RecordingOptions,
  env: Host["env"],
  check: Check,
): string | undefined {
  const variable = recordingVariables[name];
  const value = options[name] || env[variable];
  if (!value) return undefined;
  const wanted = check(value);
  if (wanted === undefined) return value;
  const origin = options[name] ? `--${name}` : `the variable ${variable}`;
  throw badUsage(`${origin} is ${JSON.stringify(value)}`, `It wants ${wanted}.`);
}

const checkLevel: Check = (value) =>
  (levels as readonly string[]).includes(value) ? undefined : `one of ${levels.join(", ")}`;

const checkGlobs: Check = (value) =>
  value.split(",").every((glob) => /^!?[^!\s]\S*$/.test(glob))
    ? undefined
    : "globs with commas between them and no spaces: `net/*,!net/http`";

const checkMinimum: Check = (value) => {
  const kinds = value.split(",").map((part) => /^(function|pass)=(.+)$/.exec(part));
  const known = kinds.every((match) => parseDuration(match?.[2] ?? "") !== undefined);
  const once = new Set(kinds.map((match) => match?.[1])).size === kinds.length;
  return known && once
    ? undefined
    : "durations of Go for `function`, `pass` or both: `function=10us,pass=1us`";
};
