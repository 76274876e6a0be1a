/**
 * Go text on one line: without its comments, with a semicolon where Go would put one at a line's end. Undefined for a
 * raw string over several lines, which has no such form.
 */
export function oneLine(text: string): string | undefined {
  let line = "";
  let isBroken = false;
  for (const [token, space, comment] of text.matchAll(tokens)) {
    if (space !== undefined || comment !== undefined) {
      isBroken ||= token.includes("\n") || token.startsWith("//");
      if (!isBroken && space) line += space;
      continue;
    }
    if (token.includes("\n")) return undefined;
    line = isBroken ? joined(line.trimEnd(), token) : line + token;
    isBroken = false;
  }
  return line.trim();
}

/** What stands on two lines, on one. */
function joined(line: string, next: string): string {
  if (/^[)\]]/.test(next)) return line.replace(/,$/, "") + next;
  if (line === "" || /[([]$/.test(line)) return line + next;
  return `${line}${endsStatement.test(line) ? ";" : ""} ${next}`;
}

/** White space, comments, literals, and what is none of them. */
const tokens =
  /(\s+)|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|[^\s"`'/]+|\//gu;

/** After one of these tokens Go takes the end of the line for a semicolon. */
const endsStatement = /(?:[\p{L}\p{N}_"'`)\]}]|\+\+|--)$/u;
