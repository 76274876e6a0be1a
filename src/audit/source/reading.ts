import { dirname } from "node:path/posix";
import { positionAt } from "../../base/range.ts";
import type { GoParser } from "../../syntax/tree.ts";
import type { SourceLine } from "../finding.ts";
import type {
  Declared,
  DeferComparison,
  LineComparison,
  Linkname,
  Signature,
  SourceFile,
} from "./comparison.ts";
import type { GoFile } from "./declared.ts";
import { compareDefers } from "./defers.ts";
import { directivesOf, linknamesOf } from "./directives.ts";
import { exportsOf } from "./exports.ts";
import { layoutsOf } from "./layouts.ts";
import { compareLines } from "./lines.ts";
import { signaturesOf } from "./signatures.ts";
import { codeOf } from "./touched.ts";

/**
 * What a Go file says before and after. It needs nothing but the two texts, so that files can be read before it is known
 * which tool is built from them, and once for all tools.
 */
export interface SourceReading {
  readonly path: string;
  /** The first place that cannot be parsed. Such a file proves nothing: the rest is empty. */
  readonly unreadable: SourceLine | undefined;
  readonly before: Said;
  readonly after: Said;
  /** Undefined where the file is on one side only. */
  readonly lines: LineComparison | undefined;
  readonly defers: DeferComparison | undefined;
}

/** What one side of a file declares. */
export interface Said {
  readonly code: readonly Declared[];
  readonly directives: readonly Declared[];
  readonly linknames: readonly Linkname[];
  readonly signatures: readonly Signature[];
  readonly exports: readonly Declared[];
  readonly layouts: readonly Declared[];
}

const nothing: Said = {
  code: [],
  directives: [],
  linknames: [],
  signatures: [],
  exports: [],
  layouts: [],
};

/** Parses both sides of a file, and compares what needs no other file. */
export function readSource(parser: GoParser, { path, before, after }: SourceFile): SourceReading {
  const [old, now] = [before, after].map((text) =>
    text === undefined ? undefined : { path, tree: parser.parse(text) },
  );
  const unreadable = errorIn(now) ?? errorIn(old);
  if (unreadable)
    return { path, unreadable, before: nothing, after: nothing, lines: undefined, defers: undefined };
  return {
    path,
    unreadable,
    before: saidBy(old),
    after: saidBy(now),
    lines: old && now && compareLines(path, old.tree, now.tree),
    defers: old && now && compareDefers(old, now),
  };
}

function errorIn(file: GoFile | undefined): SourceLine | undefined {
  const error = file?.tree.errors[0];
  return file && error && { file: file.path, line: positionAt(file.tree.text, error.from).line };
}

function saidBy(file: GoFile | undefined): Said {
  if (!file) return nothing;
  const packagePath = dirname(file.path);
  return {
    code: codeOf(file),
    directives: directivesOf(file),
    linknames: linknamesOf(file, packagePath),
    signatures: signaturesOf(file),
    exports: exportsOf(file, packagePath),
    layouts: layoutsOf(file, packagePath),
  };
}
