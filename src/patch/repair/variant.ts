import type { Change } from "../patch.ts";

/** A change of a patch file with the form that it has from a release on. */
export interface Variant {
  readonly old: Change;
  readonly now: Change;
  /** Why, as one line. */
  readonly why: string;
}

/**
 * The text of a patch file in which each of these changes ends before `since` and has a variant from there on. Nothing else
 * of the text is touched.
 */
export function withVariants(text: string, variants: readonly Variant[], since: string): string {
  const lines = text.split("\n");
  // From the last to the first, so that the lines of those still to come have their numbers.
  for (const variant of [...variants].sort((a, b) => b.old.line - a.old.line)) {
    const { line, body } = variant.old;
    const header = headerOf(lines, variant.old);
    const own = variantText(lines.join("\n"), variant, since);
    lines.splice(body.at(-1)?.line ?? line, 0, "", `# From ${since} on: ${variant.why}.`, ...own);
    lines.splice(line - 1, header.length, ...withKeyword(header, "until", since));
  }
  return lines.join("\n");
}

/** The variant alone, as lines of the patch file whose text this is. */
export function variantText(text: string, { old, now }: Variant, since: string): string[] {
  const header = headerOf(text.split("\n"), old).filter((line) => !line.startsWith("#"));
  const ranged = withKeyword(header, "since", since);
  const moved = old.package === now.package ? ranged : withKeyword(ranged, "package", now.package);
  return [...moved, ...now.body.map(({ sign, text }) => (sign + text).trimEnd())];
}

const headerOf = (lines: readonly string[], { line, body }: Change): string[] =>
  lines.slice(line - 1, (body[0]?.line ?? line) - 1);

/** The header with this keyword's line: in the place of the one that it has, else below `change` or `since`. */
function withKeyword(header: readonly string[], keyword: string, value: string): string[] {
  const at = header.findIndex((line) => line.trim().split(/\s+/)[0] === keyword);
  const since = header.findIndex((line) => /^\s*since\s/.test(line));
  const line = `${keyword} ${value}`;
  return at < 0 ? header.toSpliced(Math.max(since, 0) + 1, 0, line) : header.with(at, line);
}
