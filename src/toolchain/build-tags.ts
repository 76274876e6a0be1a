/**
 * The build tags that a go command is given, sorted: by `-tags` in its arguments (after the word `go`), else in GOFLAGS.
 * Where a flag is repeated the last counts, as for go.
 */
export function buildTags(args: readonly string[], goflags = ""): string[] {
  const value = lastTags(ownFlags(args)) ?? lastTags(goflags.split(/\s+/)) ?? "";
  return [...new Set(value.split(/[\s,]+/).filter((tag) => tag !== ""))].sort();
}

function lastTags(words: readonly string[]): string | undefined {
  let last: string | undefined;
  for (const [i, word] of words.entries()) {
    const match = /^--?tags(?:=(.*))?$/s.exec(word);
    if (match) last = match[1] ?? words[i + 1];
  }
  return last;
}

/** Without what goes to the program: all after `-args`, and for `go run` all after the package. */
function ownFlags(args: readonly string[]): readonly string[] {
  const end = args.findIndex((arg) => arg === "-args" || arg === "--args");
  const own = end < 0 ? args : args.slice(0, end);
  if (own[0] !== "run") return own;
  // A word after a flag without a value may be that flag's value; the package comes later, or is that word.
  const program = own.findIndex((arg, i) => i > 0 && !arg.startsWith("-") && !/^-[^=]*$/.test(own[i - 1]!));
  return program < 0 ? own : own.slice(0, program);
}
