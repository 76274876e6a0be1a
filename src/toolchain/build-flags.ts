/** A command line of go, at its subcommand. */
export interface Subcommand {
  readonly name: string;
  /** Index of the word after it, and after `-C`, which go takes before or behind the subcommand, but always first. */
  readonly next: number;
}

/** `args`: after the word `go`. Undefined where there is no subcommand. */
export function subcommandOf(args: readonly string[]): Subcommand | undefined {
  const at = chdirWords(args[0]);
  const name = args[at];
  return name === undefined ? undefined : { name, next: at + 1 + chdirWords(args[at + 1]) };
}

/** The folder that `-C` names; undefined without it. */
export function directoryOf(args: readonly string[]): string | undefined {
  const at = chdirWords(args[0]) > 0 ? 0 : 1;
  const words = chdirWords(args[at]);
  if (words === 0) return undefined;
  return words === 2 ? args[at + 1] : args[at]!.replace(/^--?C=/, "");
}

function chdirWords(word = ""): number {
  if (/^--?C$/.test(word)) return 2;
  return /^--?C=/.test(word) ? 1 : 0;
}

/**
 * The value that a build has for the flag `name`: the last on the command line, else in GOFLAGS. Empty for a flag
 * without a value; undefined where the flag does not stand there.
 */
export function buildFlag(name: string, args: readonly string[], goflags: string): string | undefined {
  const command = subcommandOf(args);
  const given = command ? flags(args.slice(command.next), command.name === "run") : [];
  const all = [...flags(fields(goflags), false), ...given];
  return all.findLast((flag) => flag.name === name)?.value;
}

interface Flag {
  readonly name: string;
  readonly value: string;
}

/** `stops`: what follows the first word that is no flag is not for go. The value of another flag is no flag. */
function flags(words: readonly string[], stops: boolean): Flag[] {
  const found: Flag[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const [, name, value] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (word === "--" || name === "args" || (name === undefined && stops)) break;
    if (name === undefined) continue;
    const isNext = value === undefined && withValue.has(name);
    found.push({ name, value: value ?? (isNext ? words[at + 1] : undefined) ?? "" });
    if (isNext) at++;
  }
  return found;
}

/** The flags of a build or a test, in any release, whose value may be the next word. */
const withValue: ReadonlySet<string> = new Set(
  (
    "C asmflags buildmode compiler coverpkg covermode debug-actiongraph debug-runtime-trace debug-trace exec gccgoflags " +
    "gcflags installsuffix ldflags mod modfile o outputdir overlay p pgo pkgdir tags test.outputdir test.trace toolexec " +
    "trace vettool"
  ).split(" "),
);

/** GOFLAGS is split at spaces, and a word may stand in quotes as a whole. */
function fields(goflags: string): string[] {
  return [...goflags.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}
