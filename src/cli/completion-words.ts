import type { Command, Completable } from "./command.ts";

/** A command line that is being completed, as the parser wants it. */
export interface CompletedWords {
  readonly words: readonly string[];
  /** What candidates have to begin with, because the shell replaces the whole last word by one. */
  readonly prefix: string;
}

/** Takes values apart from their options: bash gives `--format=m` as three words, zsh and fish as one. */
export function completedWords(given: readonly string[]): CompletedWords {
  const [, option, value] = /^(--[^=]+)=(.*)$/s.exec(given.at(-1) ?? "") ?? [];
  if (option !== undefined) return { words: [...given.slice(0, -1), option, value!], prefix: `${option}=` };
  const isSign = (at: number): boolean => given[at] === "=" && /^--./.test(given[at - 1] ?? "");
  const words = given.filter((_, at) => !isSign(at));
  return { words: isSign(given.length - 1) ? [...words, ""] : words, prefix: "" };
}

/** Candidates as lines `word` or `word:meaning`, of which nothing is offered that says nothing new. */
export function offered(lines: readonly string[], options: Command["options"], prefix: string): string[] {
  const negated = new Set(
    Object.entries(options).flatMap(([name, { type, default: on }]) =>
      type === "boolean" && on === true ? [`--${name}`] : [],
    ),
  );
  return lines.flatMap((line) => {
    const [word = "", ...meaning] = line.split(":");
    if (/^--.$/.test(word)) return []; // a short name, which stands there with one dash, too
    if (!negated.has(word)) return [prefix + line];
    return [[word.replace("--", "--no-"), ...meaning.map((text) => `Not: ${text}`)].join(":")];
  });
}

/** What is recorded and could be the last word, and what of that word stands before the name that is being typed. */
export interface WantedNames {
  readonly kind: Completable;
  readonly before: string;
  /** The session whose packages are meant; absent for the latest. */
  readonly session?: string;
}

/** `words`: a command's, after its own name. Undefined where the last is no name of what was recorded. */
export function wantedNames(words: readonly string[], command: Command): WantedNames | undefined {
  const { slot, named } = readSlots(words, command);
  const kind = slot === undefined ? undefined : (command.completes as Completions)?.[slot];
  if (kind === undefined) return undefined;
  const [before = ""] = kind === "session" ? [] : (/^(?:.*,)?!?/s.exec(words.at(-1) ?? "") ?? []);
  const session = named.get("session") ?? named.get("traces");
  return { kind, before, ...(session !== undefined && { session }) };
}

type Completions = Readonly<Record<string, Completable>> | undefined;

/** Which option or positional word the last one is the value of, and the values of those before. */
function readSlots(words: readonly string[], { usage, options }: Command) {
  const positionals = [...usage.matchAll(/[<[](\w+)(?:\.\.)?[\]>]/g)].map(([, name]) => name!);
  const named = new Map<string, string>();
  let slot: string | undefined;
  let position = 0;
  for (const [at, word] of words.entries()) {
    const option = at > 0 && slot === undefined ? optionOf(words[at - 1]!, options) : undefined;
    const isOption = option === undefined && word.startsWith("-");
    slot = isOption ? undefined : (option ?? positionals[Math.min(position++, positionals.length - 1)]);
    if (slot !== undefined) named.set(slot, word);
  }
  if (slot !== undefined) named.delete(slot);
  return { slot, named };
}

/** The option, by its long name, whose value the next word is. */
function optionOf(word: string, options: Command["options"]): string | undefined {
  if (!word.startsWith("-")) return undefined;
  const name = word.replace(/^--?/, "");
  const [long, option] =
    Object.entries(options).find(([key, { alias }]) => key === name || alias === name) ?? [];
  return option?.type === "boolean" ? undefined : long;
}
