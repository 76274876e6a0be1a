import { badUsage } from "../base/errors.ts";

/** Options that are short for a format, and its name. */
const shortFor = { json: "json", html: "html", md: "markdown", sarif: "sarif" } as const;

type Short = keyof typeof shortFor;

/** What a command line says of the format; a command need not have all of these options. */
export type FormatChoice = { readonly format: string | undefined } & {
  readonly [Option in Short]?: boolean | undefined;
};

/** `--format`, for a command that has these formats, the usual one first. No default: it has to be told from a wish. */
export function formatOption<const Name extends string>(formats: readonly { readonly name: Name }[]) {
  const names = formats.map(({ name }) => name);
  return { choices: names, describe: `What to write [${names[0]}]` };
}

/** The one format that is asked for, else the first. Throws `bad-usage` where two are. */
export function chosenFormat<Format extends { readonly name: string }>(
  formats: readonly Format[],
  choice: FormatChoice,
): Format {
  const shorts = (Object.keys(shortFor) as Short[]).filter((option) => choice[option]);
  const named = choice.format === undefined ? [] : [choice.format];
  const said = [...named.map((name) => `format ${name}`), ...shorts];
  const names = [...new Set([...named, ...shorts.map((option) => shortFor[option])])];
  if (names.length > 1)
    throw badUsage(
      `${said.map((option) => `--${option}`).join(" and ")} exclude each other`,
      "Run the command once for each.",
    );
  const found = formats.find(({ name }) => name === (names[0] ?? formats[0]?.name));
  if (!found) throw new Error(`no format is called ${names[0]}`);
  return found;
}
