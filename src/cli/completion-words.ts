import type { Command } from "./command.ts";

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
