/**
 * A failure: the work cannot go on, and the reader can do something about it. Exit code 2.
 * `remedy` says what to try, in the imperative. Findings are values, bugs are plain `Error`s (architecture, errors).
 */
export class TraceinjectError extends Error {
  override readonly name = "TraceinjectError";
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// Constructors, in order of code. A caller reads `throw goNotFound(...)`; message and remedy stand here.

export function badPatch(file: string, line: number, problem: string): TraceinjectError {
  return new TraceinjectError(
    "bad-patch",
    `${file}:${line}: ${problem}`,
    "Mend the patch file; patches/README.md documents the language with examples.",
  );
}

export function badPatchSet(path: string, problem: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "bad-patch-set",
    `${path}: ${problem}`,
    "A patch set is a folder with `series`, the patches that it names, and `payload/`; see patches/README.md.",
    options,
  );
}

export function badUsage(
  message: string,
  remedy = "Run `traceinject --help` for the commands and their options.",
): TraceinjectError {
  return new TraceinjectError("bad-usage", message, remedy);
}

export function noHome(variable: string): TraceinjectError {
  return new TraceinjectError(
    "no-home",
    `there is no place for files: neither ${variable} nor HOME is set to an absolute path`,
    `Set HOME, or ${variable}.`,
  );
}

export function stateNotWritable(dir: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "state-not-writable",
    `cannot write a session to ${dir}`,
    "Set XDG_STATE_HOME to a folder that you can write to and that has space left.",
    options,
  );
}
