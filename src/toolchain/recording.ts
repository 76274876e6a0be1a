import { sha256 } from "../base/fingerprint.ts";

/** How much the traced processes record (docs/span-format.md says what the injected package makes of it). */
export interface Recording {
  /** `package`, `phase`, `function` or `pass`; each includes those before it. */
  readonly level: string;
  /** Import paths whose processes record at that level, as a comma list of globs. All where it is absent. */
  readonly packages?: string;
  /** Symbols that are recorded one by one, as a comma list of globs; the others are summed. */
  readonly functions?: string;
  /** `function=10us,pass=1us`: what took less is summed. */
  readonly min?: string;
  /** Each process keeps the execution trace of its own runtime, too. */
  readonly runtimeTrace: boolean;
}

export const usualLevel = "function";

/** The level that records everything. */
export const deepestLevel = "pass";

/** The variables by which the traced processes learn it. */
export const recordingVariables: Readonly<Record<keyof Recording, string>> = {
  level: "TRACEINJECT_LEVEL",
  packages: "TRACEINJECT_PACKAGES",
  functions: "TRACEINJECT_FUNCTIONS",
  min: "TRACEINJECT_MIN",
  runtimeTrace: "TRACEINJECT_RUNTIME_TRACE",
};

/** Their values; none for what is not asked for. */
export function recordingEnvironment(recording: Recording): Record<string, string> {
  const asked = Object.entries({ ...recording, runtimeTrace: recording.runtimeTrace ? "1" : undefined });
  return Object.fromEntries(
    asked.flatMap(([key, value]) =>
      value === undefined ? [] : [[recordingVariables[key as keyof Recording], value]],
    ),
  );
}

/** Tells one way from another in the name of a folder: "" for the usual one, else words: `-pass-0a1b2c3d-rt`. */
export function recordingSuffix({ level, packages, functions, min, runtimeTrace }: Recording): string {
  const narrowed = [packages, functions, min].some((value) => value !== undefined);
  const words = [
    ...(level === usualLevel ? [] : [level]),
    ...(narrowed ? [sha256(JSON.stringify([packages, functions, min])).slice(0, 8)] : []),
    ...(runtimeTrace ? ["rt"] : []),
  ];
  return words.map((word) => `-${word}`).join("");
}
