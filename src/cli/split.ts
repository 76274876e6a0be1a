import { type Command, commandName } from "./command.ts";

/** A command line, taken apart at the word that names the command. */
export interface SplitArgv {
  /** The first word that is neither an option nor an option's value; undefined where there is none. */
  readonly name: string | undefined;
  /** For the option parser: the name first, so that every option is read by the rules of its command. */
  readonly ours: readonly string[];
  /** What belongs to another program, untouched. */
  readonly passedOn: readonly string[];
}

/** Takes a command line apart: `--cache shared go build --json` is ours up to `go`, and go's own from there on. */
export function splitArgv(argv: readonly string[], commands: readonly Command[]): SplitArgv {
  const at = commandIndex(argv, valueOptions(commands));
  const name = argv[at];
  if (name === undefined) return { name, ours: argv, passedOn: [] };
  const before = argv.slice(0, at);
  const after = argv.slice(at + 1);
  const passesOn = commands.some((command) => commandName(command) === name && command.passesOn);
  return passesOn
    ? { name, ours: [name, ...before], passedOn: after }
    : { name, ours: [name, ...before, ...after], passedOn: [] };
}

function commandIndex(argv: readonly string[], takesValue: ReadonlySet<string>): number {
  let at = 0;
  while (argv[at]?.startsWith("-")) at += takesValue.has(argv[at] ?? "") ? 2 : 1;
  return at;
}

/** Options whose value is the next word, in any command: all but the boolean ones. */
function valueOptions(commands: readonly Command[]): Set<string> {
  const options = commands.flatMap((command) => Object.entries(command.options));
  const valued = options.filter(([, option]) => option.type !== "boolean");
  return new Set(
    valued.flatMap(([name, { alias = [] }]) => [`--${name}`, ...[alias].flat().map((key) => `-${key}`)]),
  );
}
