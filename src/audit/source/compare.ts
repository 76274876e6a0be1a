import { dirname } from "node:path/posix";
import { positionAt } from "../../base/range.ts";
import type { GoParser } from "../../syntax/tree.ts";
import type { SourceLine } from "../finding.ts";
import type { Compared, Declared, SourceComparison, SourceEvidence } from "./comparison.ts";
import { compareDeclared, type GoFile } from "./declared.ts";
import { compareDefers } from "./defers.ts";
import { directivesOf, linknamesOf } from "./directives.ts";
import { exportsOf } from "./exports.ts";
import { layoutsOf } from "./layouts.ts";
import { compareLines } from "./lines.ts";
import { signaturesOf } from "./signatures.ts";
import { codeOf } from "./touched.ts";

/** Parses both sides of each Go file that differs, and compares what they say. */
export function compareSources(parser: GoParser, evidence: SourceEvidence): SourceComparison {
  const { pairs, unreadable } = parseAll(parser, evidence);
  const both = pairs.filter(
    (pair): pair is FullPair => pair.before !== undefined && pair.after !== undefined,
  );
  const lines = both.map(({ before, after }) => compareLines(before.path, before.tree, after.tree));
  const defers = both.map(({ before, after }) => compareDefers(before, after));
  return {
    ...evidence,
    unreadable,
    lines: {
      looked: sum(lines),
      changed: lines.flatMap(({ changed }) => changed),
      moved: lines.flatMap(({ moved }) => moved),
    },
    touched: touchedFunctions(compare(pairs, codeOf)),
    directives: compare(pairs, directivesOf),
    linknames: compare(pairs, linknamesOf),
    signatures: compare(pairs, signaturesOf),
    exports: compare(pairs, exportsOf),
    layouts: compare(pairs, layoutsOf),
    defers: { looked: sum(defers), gained: defers.flatMap(({ gained }) => gained) },
  };
}

interface FilePair {
  readonly before: GoFile | undefined;
  readonly after: GoFile | undefined;
}

interface FullPair extends FilePair {
  readonly before: GoFile;
  readonly after: GoFile;
}

/** The Go files that a build reads. */
const isCode = (path: string): boolean => path.endsWith(".go") && !path.endsWith("_test.go");

function parseAll(
  parser: GoParser,
  { files }: SourceEvidence,
): { readonly pairs: readonly FilePair[]; readonly unreadable: readonly SourceLine[] } {
  const pairs: FilePair[] = [];
  const unreadable: SourceLine[] = [];
  for (const { path, before, after } of files.filter((file) => isCode(file.path))) {
    const [old, now] = [before, after].map((text) =>
      text === undefined ? undefined : { path, tree: parser.parse(text) },
    );
    const torn = [now, old].flatMap((file) => (file ? errorIn(file) : []))[0];
    if (torn) unreadable.push(torn);
    else pairs.push({ before: old, after: now });
  }
  return { pairs, unreadable };
}

function errorIn({ path, tree }: GoFile): SourceLine[] {
  const [error] = tree.errors;
  return error ? [{ file: path, line: positionAt(tree.text, error.from).line }] : [];
}

function compare<T extends Declared>(
  pairs: readonly FilePair[],
  read: (file: GoFile, packagePath: string) => readonly T[],
): Compared<T> {
  const all = (side: "before" | "after"): T[] =>
    pairs.flatMap(({ [side]: file }) => (file ? read(file, dirname(file.path)) : []));
  return compareDeclared(all("before"), all("after"));
}

function touchedFunctions({ differences }: Compared<Declared>): string[] {
  return [...new Set(differences.flatMap(({ before, after }) => (before ?? after)?.name ?? []))].sort();
}

const sum = (parts: readonly { readonly looked: number }[]): number =>
  parts.reduce((total, { looked }) => total + looked, 0);
