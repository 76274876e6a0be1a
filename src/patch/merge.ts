import type { Edit } from "../edit/edit.ts";
import type { HunkEdit } from "./render.ts";

/**
 * The edits of one change in one file. What two places share is there once, and insertions at one point become one, in
 * the order of what they hold on to. Two texts of one hunk at one point stay apart: nothing says which comes first.
 */
export function mergeOwn(edits: readonly HunkEdit[]): Edit[] {
  const groups = new Map<string, HunkEdit[]>();
  for (const edit of edits) {
    const key = `${edit.from}-${edit.to}`;
    const group = groups.get(key) ?? [];
    if (!group.some((other) => isSame(edit, other))) groups.set(key, [...group, edit]);
  }
  return [...groups.values()].flatMap(mergePoint);
}

const isSame = (a: HunkEdit, b: HunkEdit): boolean => a.hunk === b.hunk && a.insert === b.insert;

function mergePoint(group: readonly HunkEdit[]): Edit[] {
  const [first, ...rest] = [...group].sort((a, b) => a.hold - b.hold || a.hunk - b.hunk);
  if (!first) return [];
  const isOrdered = rest.every((edit) => edit.from === edit.to && edit.hunk !== first.hunk);
  if (!isOrdered || new Set(rest.map(({ hunk }) => hunk)).size < rest.length) return [...group];
  const texts = [first, ...rest].map(({ insert, directive }, index) =>
    index < rest.length ? insert.slice(0, insert.length - directive.length) : insert,
  );
  return [{ from: first.from, to: first.to, insert: texts.join(""), origin: first.origin }];
}
