/** What generators call their files: for those that are not there any more to say so themselves. */
const generatedName =
  /^zz_|^bindata|[._](?:pb|gen|generated|autogen|easyjson|ffjson|msgp|sqlc|templ|enumer|string|mock|mocks|bindata)\.go$/i;

export function hasGeneratedName(name: string): boolean {
  return generatedName.test(name);
}

/** White space or a comment, where the last one ends; of line comments the text. */
const blank = /\s+|\/\*[\s\S]*?\*\/|(\/\/.*)/y;

/**
 * Whether a source file says that it is generated, by Go's convention (`go help generate`): in a line comment before
 * anything else than comments. `head` is as much of the file as is at hand.
 */
export function saysGenerated(head: string): boolean {
  blank.lastIndex = 0;
  for (let match = blank.exec(head); match; match = blank.exec(head))
    if (/^\/\/ Code generated .* DO NOT EDIT\.\r?$/.test(match[1] ?? "")) return true;
  return false;
}
