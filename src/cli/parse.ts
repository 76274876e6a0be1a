import yargs, { type ArgumentsCamelCase, type Argv, type Options } from "yargs";
import { badUsage } from "../base/errors.ts";
import { packageVersion } from "../host/package.ts";
import { type Command, commandName } from "./command.ts";
import { completedWords, offered, type WantedNames, wantedNames } from "./completion-words.ts";
import { globalOptions } from "./options.ts";
import { splitArgv } from "./split.ts";
import { suggest } from "./suggest.ts";

/** What a command line asks for: a text to print (help, version), candidates for a shell, or a command to run. */
export type Invocation =
  | { readonly kind: "text"; readonly text: string }
  | Completion
  | {
      readonly kind: "command";
      readonly command: Command;
      readonly args: ArgumentsCamelCase;
      readonly passedOn: readonly string[];
    };

export interface Completion {
  readonly kind: "completion";
  /** Candidates, `word` or `word:meaning`. */
  readonly lines: readonly string[];
  /** Names of what was recorded that are candidates, too. */
  readonly names?: WantedNames;
}

/** Reads a command line. Throws `bad-usage`. */
export function parseArgv(
  argv: readonly string[],
  commands: readonly Command[],
  columns: number,
): Invocation {
  if (argv[0] === completionKey) return complete(argv, commands);
  const { name, ours, passedOn } = splitArgv(withHelp(argv), commands);
  const command = name === undefined ? undefined : findCommand(name, commands);
  const { text, args } = parse(ours, commands, columns, (problem) => {
    throw badUsage(problem, usageRemedy(ours, command));
  });
  if (text !== "") return { kind: "text", text: `${text}\n` };
  if (!command || !args) throw badUsage("there is no command");
  requireNumbers(args, command);
  return { kind: "command", command, args, passedOn };
}

/** No words at all, and the word `help`, are other ways to ask for help. */
function withHelp(argv: readonly string[]): readonly string[] {
  if (argv.length === 0) return ["--help"];
  return argv[0] === "help" ? ["--help", ...argv.slice(1)] : argv;
}

function findCommand(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => commandName(command) === name);
  if (found) return found;
  const near = suggest(name, commands.map(commandName));
  throw badUsage(`there is no command "${name}"`, near && `Did you mean \`traceinject ${near}\`?`);
}

/** yargs reads what is no number as NaN, and says nothing. No option has a meaning below 0. */
function requireNumbers(args: ArgumentsCamelCase, { options }: Command): void {
  for (const name of Object.keys(options)) {
    const value = args[name];
    if (Number.isNaN(value)) throw badUsage(`--${name} wants a number`);
    if (typeof value === "number" && value < 0)
      throw badUsage(`--${name} is ${value}`, "It wants a number from 0 on.");
  }
}

function usageRemedy(words: readonly string[], command: Command | undefined): string {
  const options = { ...globalOptions, ...command?.options };
  const known = [...Object.keys(options), "help", "version"].map((name) => `--${name}`);
  const strange = words.filter((word) => word.startsWith("--")).map((word) => word.replace(/=.*/, ""));
  const near = strange.flatMap((word) => (known.includes(word) ? [] : (suggest(word, known) ?? [])))[0];
  if (near !== undefined) return `Did you mean ${near}?`;
  return `Run \`traceinject --help${command ? ` ${commandName(command)}` : ""}\` for what can be said.`;
}

// Completion: the scripts of `traceinject completion` call us with this word, their program's name and the words so far.

const completionKey = "--get-yargs-completions";

/**
 * None for a word after `go`: only go, or the shell, can complete that. Options before any
 * command are completed as those of `go`, which has to have its own there.
 */
function complete(
  [key = "", program = "", ...given]: readonly string[],
  commands: readonly Command[],
): Completion {
  const { words, prefix } = completedWords(given);
  const { name, passedOn } = splitArgv(words, commands);
  if (passedOn.length > 0) return { kind: "completion", lines: [] };
  const go = commands.filter(({ passesOn }) => passesOn).map(commandName);
  const typed = name === undefined ? [...go, ...words] : words;
  const { text } = parse([key, program, ...typed], commands, 80, () => {});
  const command = commands.find((one) => commandName(one) === typed[0]);
  const lines = offered(text === "" ? [] : text.split("\n"), command?.options ?? {}, prefix);
  const names = command && wantedNames(typed.slice(1), command);
  return { kind: "completion", lines, ...(names && { names: { ...names, before: prefix + names.before } }) };
}

// yargs

interface Parsed {
  /** What yargs would print. */
  readonly text: string;
  /** The arguments of the command; undefined where none would run. */
  readonly args: ArgumentsCamelCase | undefined;
}

function parse(
  words: readonly string[],
  commands: readonly Command[],
  columns: number,
  onProblem: (problem: string) => void,
): Parsed {
  let args: ArgumentsCamelCase | undefined;
  let text = "";
  const parser = emptyParser(columns).fail((problem, error) => onProblem(problem ?? error.message));
  const described = words.some((word) => mayAskForHelp.test(word));
  for (const command of commands) {
    const declare = (inner: Argv): Argv => {
      const declared = declareCommand(inner, command);
      return described ? describeCommand(declared, command) : hideOptions(declared, command);
    };
    parser.command(command.usage, command.summary, declare, (given) => {
      args = given;
    });
  }
  parser.parse([...words], (_error: unknown, _args: unknown, output: string) => {
    text = output;
  });
  return { text, args };
}

function emptyParser(columns: number): Argv {
  return yargs()
    .scriptName("traceinject")
    .usage("$0 [options] <command>\n\nSee where a Go build's time goes inside the compiler.")
    .locale("en")
    .wrap(Math.min(columns, 110))
    .parserConfiguration({
      "dot-notation": false,
      "parse-numbers": false,
      "greedy-arrays": false,
    })
    .options(lastOnes(globalOptions))
    .help("help")
    .alias("help", "h")
    .version(`traceinject ${packageVersion}`)
    .completion("yargs-completion", false)
    .strict()
    .exitProcess(false)
    .epilogue(exitCodes);
}

const exitCodes = `Exit codes: 0 all is well; 1 there are findings; 2 it could not be done; 70 a bug in traceinject.
\`traceinject go\` ends as go ends, or with 124 after its --timeout. \`traceinject --help <command>\` tells more, with examples.`;

/**
 * An option that is given twice has its last value, save one that is a list. The parser's own setting for this would
 * also leave only the last word of a list of positional ones.
 */
function lastOnes(options: Command["options"]): Command["options"] {
  const last = (option: Options): Options => {
    const { array, coerce = (value: unknown): unknown => value } = option;
    if (array) return option;
    return { ...option, coerce: (value: unknown) => coerce(Array.isArray(value) ? value.at(-1) : value) };
  };
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, last(option)]));
}

function declareCommand(parser: Argv, { options, positionals = {} }: Command): Argv {
  parser.options(lastOnes(options));
  for (const [name, positional] of Object.entries(positionals)) parser.positional(name, positional);
  return parser;
}

/** Of help and of completion; also of other words. */
const mayAskForHelp = /^-.*(h|completions)/;

function describeCommand(parser: Argv, { usage, summary, description, examples, passesOn }: Command): Argv {
  const words = passesOn ? `[options] ${usage} <arguments of ${usage}>` : `${usage} [options]`;
  const paragraphs = [`$0 ${words}`, summary, ...(description ? [unfold(description)] : [])];
  return parser.usage(paragraphs.join("\n\n")).epilogue(exampleText(examples));
}

/** yargs lays out the help of every command that it runs, which takes as long as to read all options. */
function hideOptions(parser: Argv, { options }: Command): Argv {
  for (const name of Object.keys({ ...globalOptions, ...options })) parser.hide(name);
  return parser;
}

/** One command line a line, to be copied, with its meaning above; yargs would fold both into narrow columns. */
function exampleText(examples: Command["examples"]): string {
  return ["Examples:", ...examples.flatMap(([line, meaning]) => [`  # ${meaning}`, `  $0 ${line}`])].join(
    "\n",
  );
}

/** Paragraphs as long lines: yargs folds them to the terminal. Indented lines stay as they are. */
function unfold(text: string): string {
  return text.replace(/(?<!\n)\n(?![\n ])/g, " ");
}
