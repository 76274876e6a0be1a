import { diffArrays } from "diff";
import type { InstructionDiff, InstructionLine } from "../report.ts";
import type { Instruction } from "./listing.ts";

/** Listings up to this many lines are shown whole; of longer ones, the neighbourhood of each difference. */
const longest = 400;
const neighbourhood = 6;
/** More differences than this are not worth aligning: everything between the first and the last is exchanged. */
const maxEditLength = 4000;

/** A line of the diff: the instructions that stand in it, by index; one of them where it is removed or added. */
interface Row {
  readonly before?: number;
  readonly after?: number;
}

/**
 * Compares two disassemblies of a function. Where something is inserted all later jumps have other targets, so a jump is
 * the same if its targets stand in the same line of the diff; it is shown with the target that it has afterwards.
 */
export function diffInstructions(
  before: readonly Instruction[],
  after: readonly Instruction[],
): InstructionDiff {
  const lines = retargeted(align(before, after), before, after).map((row) => render(row, before, after));
  if (lines.length <= longest) return { complete: true, lines };
  return { complete: false, lines: neighbourhoods(lines) };
}

function align(before: readonly Instruction[], after: readonly Instruction[]): Row[] {
  const parts = diffArrays(before.map(key), after.map(key), { maxEditLength }) ?? [
    { removed: true, added: false, count: before.length },
    { removed: false, added: true, count: after.length },
  ];
  let [i, j] = [0, 0];
  return parts.flatMap(({ removed, added, count }) =>
    Array.from({ length: count }, (): Row => {
      if (removed) return { before: i++ };
      if (added) return { after: j++ };
      return { before: i++, after: j++ };
    }),
  );
}

const key = ({ text, target }: Instruction): string => (target === undefined ? text : `${text}(jump)`);

/** Takes apart the rows of jumps that go to another place than before. */
function retargeted(
  rows: readonly Row[],
  before: readonly Instruction[],
  after: readonly Instruction[],
): Row[] {
  const rowOfBefore = rowByPc(rows, before, ({ before: index }) => index);
  const rowOfAfter = rowByPc(rows, after, ({ after: index }) => index);
  const isKept = (row: Row | undefined): boolean => row?.before !== undefined && row.after !== undefined;
  const isSame = (from: Instruction, to: Instruction): boolean => {
    if (from.target === undefined || to.target === undefined) return true;
    const [a, b] = [rowOfBefore.get(from.target), rowOfAfter.get(to.target)];
    // Where both targets are exchanged instructions, those show the difference.
    return a === b || (!isKept(a) && !isKept(b));
  };
  return rows.flatMap((row) => {
    if (row.before === undefined || row.after === undefined) return [row];
    if (isSame(before[row.before]!, after[row.after]!)) return [row];
    return [{ before: row.before }, { after: row.after }];
  });
}

function rowByPc(
  rows: readonly Row[],
  instructions: readonly Instruction[],
  indexOf: (row: Row) => number | undefined,
): Map<number, Row> {
  const found = new Map<number, Row>();
  for (const row of rows) {
    const index = indexOf(row);
    if (index !== undefined) found.set(instructions[index]!.pc, row);
  }
  return found;
}

function render(row: Row, before: readonly Instruction[], after: readonly Instruction[]): InstructionLine {
  const instruction = row.after === undefined ? before[row.before!]! : after[row.after]!;
  const kind = row.after === undefined ? "removed" : row.before === undefined ? "added" : "same";
  return { kind, source: instruction.source, text: display(instruction) };
}

const display = ({ text, target }: Instruction): string =>
  target === undefined ? text : `${text}+0x${target.toString(16)}`;

function neighbourhoods(lines: readonly InstructionLine[]): InstructionLine[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind === "same") return;
    for (let i = at - neighbourhood; i <= at + neighbourhood; i++) near.add(i);
  });
  return lines.flatMap((line, i): readonly InstructionLine[] => {
    if (near.has(i)) return [line];
    return i === 0 || near.has(i - 1) ? [omission(lines, near, i)] : [];
  });
}

/** Stands for the lines from `from` on that are left out. */
function omission(
  lines: readonly InstructionLine[],
  near: ReadonlySet<number>,
  from: number,
): InstructionLine {
  let end = from;
  while (end < lines.length && !near.has(end)) end++;
  return { kind: "same", source: "", text: `… ${end - from} instructions …` };
}
