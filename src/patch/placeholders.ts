/**
 * A pattern is Go with four things that Go lacks: `$x`, `$...xs`, `...` and `<... ...>`. Before tree-sitter parses it,
 * each of them becomes an identifier that no Go program holds, so that the pattern has the very tree that its match has.
 */
const prefix = "\u01c3traceinject_"; // ǃ, a letter to Go, and in no source of the Go distribution

export const dots = `${prefix}dots`;
/** The value of a case that stands for any clauses. */
export const clauses = `${prefix}clauses`;
export const deepOpen = `${prefix}open`;
export const deepClose = `${prefix}close`;
const one = `${prefix}one_`;
const list = `${prefix}list_`;

export type Placeholder =
  | { readonly kind: "dots" | "clauses" | "deep-open" | "deep-close" }
  | { readonly kind: "one" | "list"; readonly name: string };

/** What an identifier of an encoded pattern stands for, if it is a placeholder. */
export function placeholderOf(identifier: string): Placeholder | undefined {
  if (!identifier.startsWith(prefix)) return undefined;
  if (identifier === dots) return { kind: "dots" };
  if (identifier === clauses) return { kind: "clauses" };
  if (identifier === deepOpen) return { kind: "deep-open" };
  if (identifier === deepClose) return { kind: "deep-close" };
  const kind = identifier.startsWith(one) ? "one" : "list";
  return { kind, name: identifier.slice(kind === "one" ? one.length : list.length) };
}

// Strings, runes and comments come first, so that what looks like a placeholder inside them stays as it is.
const tokens =
  /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^[ \t]*(?:<\.\.\.|\.\.\.>)[ \t]*$|\$\.\.\.[\p{L}_][\p{L}\p{N}_]*|\$[\p{L}_][\p{L}\p{N}_]*|\.\.\./gmu;

/** Replaces the placeholders of a pattern by identifiers; the lines stay the same. */
export function encode(pattern: string): string {
  return encodeClauses(encodeTokens(pattern));
}

/** In a switch or select, an elision that is indented as its `case` lines are stands for clauses, not for statements. */
function encodeClauses(encoded: string): string {
  const lines = encoded.split("\n");
  return lines
    .map((line, index) =>
      line.trim() === dots && isAmongClauses(lines, index) ? line.replace(dots, `case ${clauses}:`) : line,
    )
    .join("\n");
}

const isClause = /^(?:case\b.*|default\s*):/;

const isSwitch = /^(?:switch|select)\b.*\{$/;

function isAmongClauses(lines: readonly string[], index: number): boolean {
  const depth = indentOf(lines[index] ?? "");
  const isBeside = (line: string): boolean =>
    indentOf(line) === depth && line.trim() !== dots && line.trim() !== "";
  const ends = (line: string): boolean => line.trim() !== "" && indentOf(line).length < depth.length;
  const above = lines.slice(0, index).findLast((line) => isBeside(line) || ends(line)) ?? "";
  const below = lines.slice(index + 1).find((line) => isBeside(line) || ends(line)) ?? "";
  const isHere = (line: string): boolean => indentOf(line) === depth;
  return (
    (isHere(above) && (isClause.test(above.trim()) || isSwitch.test(above.trim()))) ||
    (isHere(below) && isClause.test(below.trim()))
  );
}

const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? "";

function encodeTokens(pattern: string): string {
  return pattern.replace(tokens, (token, offset: number) => {
    const bare = token.trim();
    if (bare === "<...") return deepOpen;
    if (bare === "...>") return deepClose;
    if (token.startsWith("$...")) return list + token.slice(4);
    if (token.startsWith("$")) return one + token.slice(1);
    if (token === "..." && standsAlone(pattern, offset)) return dots;
    return token;
  });
}

/** `...` is Go's own after an operand (`xs...`), before a type (`...int`) and in `[...]`; else it is ours. */
function standsAlone(pattern: string, offset: number): boolean {
  const before = /[^ \t]?[ \t]*$/.exec(pattern.slice(0, offset))?.[0].trim() ?? "";
  const after = /^[ \t]*[^ \t]?/.exec(pattern.slice(offset + 3))?.[0].trim() ?? "";
  return "(,{;\n".includes(before) && "),};\n".includes(after);
}

/** Puts the bound texts in the place of `$x` and `$...xs`; `undefined` for a name that is not bound. */
export function substitute(text: string, bound: (name: string) => string | undefined): string {
  return text.replace(tokens, (token) => {
    if (!token.startsWith("$")) return token;
    const name = token.replace(/^\$(?:\.\.\.)?/, "");
    return bound(name) ?? token;
  });
}

/** The names that a text uses as `$x` or `$...xs`. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(tokens)]
    .map(([token]) => token)
    .filter((token) => token.startsWith("$"))
    .map((token) => token.replace(/^\$(?:\.\.\.)?/, ""));
}

/** A line of Go without the `//` comment at its end. */
export function withoutComment(line: string): string {
  return line.replace(tokens, (token) => (token.startsWith("//") ? "" : token));
}
