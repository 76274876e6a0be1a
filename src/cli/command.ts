import type pc from "picocolors";
import type { ArgumentsCamelCase, InferredOptionTypes, Options, PositionalOptions } from "yargs";
import type { Host } from "../host/host.ts";
import type { Io } from "./io.ts";
import type { ProgressView } from "./progress.ts";

/** What a command works with besides its options. */
export interface Context {
  readonly host: Host;
  readonly io: Io;
  readonly progress: ProgressView;
  /** For stdout; they do nothing where colours are not wanted. */
  readonly colors: Colors;
  /** Words that are not ours: what follows `go`. */
  readonly passedOn: readonly string[];
}

export type Colors = ReturnType<typeof pc.createColors>;

type OptionTable = Readonly<Record<string, Options>>;
type PositionalTable = Readonly<Record<string, PositionalOptions>>;

interface Spec<O extends OptionTable, P extends PositionalTable> {
  /** As yargs reads it: the name, then its positional words: `report [session]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for the help of this command. */
  readonly description?: string;
  /** Command lines with what each does; the name of the program is left out. */
  readonly examples: readonly (readonly [string, string])[];
  readonly options: O;
  readonly positionals?: P;
  /** Positional words and options whose values a shell may offer, as they were recorded. */
  readonly completes?: { readonly [Name in Extract<keyof O | keyof P, string>]?: Completable };
  /** The words after this one belong to another program: they are not parsed, `Context.passedOn` holds them. */
  readonly passesOn?: boolean;
  /** Does the work through a use case and prints what came of it. Returns the exit code. */
  run(
    args: ArgumentsCamelCase<InferredOptionTypes<O> & InferredOptionTypes<P>>,
    context: Context,
  ): Promise<number>;
}

/** The id of one session, or the import path of a package; `…s`: a list of them with commas between. */
export type Completable = "session" | "sessions" | "packages";

/** A command without the types of its options. */
export type Command = Omit<Spec<OptionTable, PositionalTable>, "run"> & {
  run(args: ArgumentsCamelCase, context: Context): Promise<number>;
};

/** Declares a command: yargs checks the arguments by `options`, so `run` may rely on their types. */
export function command<const O extends OptionTable, const P extends PositionalTable = Record<never, never>>(
  spec: Spec<O, P>,
): Command {
  return spec as unknown as Command;
}

export function commandName({ usage }: Command): string {
  return usage.split(" ")[0] ?? usage;
}
