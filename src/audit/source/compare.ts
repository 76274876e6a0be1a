import type { GoParser } from "../../syntax/tree.ts";
import type { Compared, Declared, SourceComparison, SourceEvidence } from "./comparison.ts";
import { compareDeclared } from "./declared.ts";
import { readSource, type Said, type SourceReading } from "./reading.ts";

/** Whether a build reads the file: a Go file that is no test. */
export const isCode = (path: string): boolean => path.endsWith(".go") && !path.endsWith("_test.go");

/** Reads both sides of each Go file that differs, and compares what they say. */
export function compareSources(parser: GoParser, evidence: SourceEvidence): SourceComparison {
  const files = evidence.files.filter(({ path }) => isCode(path));
  return compareReadings(
    files.map((file) => readSource(parser, file)),
    evidence,
  );
}

/** The same for files that are read already: those of the evidence that are code, in its order. */
export function compareReadings(
  readings: readonly SourceReading[],
  evidence: SourceEvidence,
): SourceComparison {
  const lines = readings.flatMap((reading) => reading.lines ?? []);
  const defers = readings.flatMap((reading) => reading.defers ?? []);
  return {
    ...evidence,
    unreadable: readings.flatMap(({ unreadable }) => unreadable ?? []),
    lines: {
      looked: sum(lines),
      changed: lines.flatMap(({ changed }) => changed),
      moved: lines.flatMap(({ moved }) => moved),
    },
    touched: touchedFunctions(compare(readings, (said) => said.code)),
    directives: compare(readings, (said) => said.directives),
    linknames: compare(readings, (said) => said.linknames),
    signatures: compare(readings, (said) => said.signatures),
    exports: compare(readings, (said) => said.exports),
    layouts: compare(readings, (said) => said.layouts),
    defers: { looked: sum(defers), gained: defers.flatMap(({ gained }) => gained) },
  };
}

/** A declaration may move from file to file of its package, so the sides are compared over all files. */
function compare<T extends Declared>(
  readings: readonly SourceReading[],
  pick: (said: Said) => readonly T[],
): Compared<T> {
  return compareDeclared(
    readings.flatMap(({ before }) => pick(before)),
    readings.flatMap(({ after }) => pick(after)),
  );
}

function touchedFunctions({ differences }: Compared<Declared>): string[] {
  return [...new Set(differences.flatMap(({ before, after }) => (before ?? after)?.name ?? []))].sort();
}

const sum = (parts: readonly { readonly looked: number }[]): number =>
  parts.reduce((total, { looked }) => total + looked, 0);
