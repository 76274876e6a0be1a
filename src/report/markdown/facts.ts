import { code, prose, table } from "./block.ts";

/** Labels and values as a table under a heading. */
export function factSections(
  title: string,
  facts: readonly (readonly [label: string, value: string])[],
): string[] {
  const rows = facts.map(([label, value]) => [prose(label), code(value)]);
  return [`### ${title}`, table(["", ""], rows)];
}
