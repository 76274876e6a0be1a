import { basename } from "node:path";
import { badCase } from "../base/errors.ts";
import { type GoVersion, parseGoVersion } from "../base/version.ts";
import type { EditSet } from "../edit/edit.ts";
import type { GoParser } from "../syntax/tree.ts";
import { renderDrift } from "./drift.ts";
import { parsePatch } from "./parse.ts";
import type { PatchSet } from "./patch.ts";
import { type Plan, planPatches } from "./plan.ts";
import { formatTxtar, parseTxtar } from "./txtar.ts";

/**
 * A case of a patch, before and after. It is a txtar archive: `NAME.patch` sections are the patches (without any, one of
 * the set that it lies in), `*.go` sections the sources, `want/FILE` what comes out of each, or `drift` why nothing does.
 * In its comment a line `go go1.N` chooses the release, and `patch NAME` the patch, else the one of the archive's own name.
 */
export interface Case {
  /** For messages: the path of its file. */
  readonly file: string;
  readonly text: string;
  /** The patch of the set that `patchOf` names; undefined where there is none. */
  readonly patch: { readonly name: string; readonly text: string } | undefined;
}

/** What came of a case. It passes if `actual` is its text, and nothing is wrong with what came out. */
export interface CaseOutcome {
  /** The archive as it should be: the same sources and patches, with what comes out now. */
  readonly actual: string;
  readonly faults: readonly string[];
  /** Undefined where the patches drift. */
  readonly plan: Plan | undefined;
}

/** The file name of the patch that a case in this file is about; undefined where it holds its patches itself. */
export function patchOf(file: string, text: string): string | undefined {
  const { comment, files } = parseTxtar(text);
  if ([...files.keys()].some((name) => name.endsWith(".patch"))) return undefined;
  return `${/^patch ([\w.-]+)$/m.exec(comment)?.[1] ?? basename(file, ".txtar")}.patch`;
}

/** The release of a case that chooses none. */
const usualRelease = "go1.26.0";

/** Plans the patches of a case on its sources. Throws `bad-case` or `bad-patch` for one that cannot be read. */
export function runCase(parser: GoParser, one: Case): CaseOutcome {
  const { comment, files } = parseTxtar(one.text);
  const version = releaseOf(one.file, comment);
  const set = setOf(one, files);
  const isWanted = (name: string): boolean => name.startsWith("want/") || name === "drift";
  const given = [...files].filter(([name]) => !isWanted(name));
  const sources = new Map(given.filter(([name]) => name.endsWith(".go")));
  const result = planPatches(parser, set, version, sources);
  const actual = new Map(given);
  if (result.kind === "drift") {
    actual.set("drift", renderDrift(result.drift));
    return { actual: formatTxtar({ comment, files: actual }), faults: [], plan: undefined };
  }
  for (const { path, after } of result.plan.files) actual.set(`want/${path}`, after);
  const faults = faultsOf(parser, { set, version, sources }, result.plan);
  return { actual: formatTxtar({ comment, files: actual }), faults, plan: result.plan };
}

function releaseOf(file: string, comment: string): GoVersion {
  const name = /^go (go1\S*)/m.exec(comment)?.[1] ?? usualRelease;
  const version = parseGoVersion(name);
  if (!version) throw badCase(file, `\`${name}\` is no Go release`);
  return version;
}

function setOf({ file, patch }: Case, files: ReadonlyMap<string, string>): PatchSet {
  const own = [...files].filter(([name]) => name.endsWith(".patch"));
  const patches = own.length > 0 ? own : patch ? [[patch.name, patch.text] as const] : [];
  if (patches.length === 0)
    throw badCase(file, "it holds no patch, and the set has none of the name that it bears or says");
  return {
    name: "case",
    tools: [],
    patches: patches.map(([name, text]) => parsePatch(name, text)),
    payload: [],
    fingerprint: "",
    files: {},
  };
}

/** What a set is planned on. */
interface Given {
  readonly set: PatchSet;
  readonly version: GoVersion;
  readonly sources: ReadonlyMap<string, string>;
}

/** What is wrong with a plan whatever was wanted: the laws that every patch keeps. */
function faultsOf(parser: GoParser, { set, version, sources }: Given, plan: Plan): string[] {
  const faults: string[] = [];
  for (const { path, before = "", after, edits } of plan.files) {
    if (parser.parse(after).errors.length > 0) faults.push(`${path} does not parse any more`);
    if (edits?.invert(before).apply(after) !== before)
      faults.push(`${path} cannot be taken back to what it was`);
    if (edits && !linesAreKept(before, after, edits))
      faults.push(`lines of ${path} have other numbers than before`);
  }
  if (plan.changes.length === 0) return faults;
  const patched = new Map([...sources, ...plan.files.map(({ path, after }) => [path, after] as const)]);
  const again = planPatches(parser, set, version, patched);
  if (again.kind === "plan" || !again.drift.some(({ kind }) => kind === "already-applied"))
    faults.push("applied a second time, it is not seen that it was applied");
  return faults;
}

/** For the compiler, every line start outside the edits has the number that it had. */
function linesAreKept(before: string, after: string, { edits }: EditSet): boolean {
  if (before.includes("\n//line ")) return before.split("\n").length === after.split("\n").length;
  let shift = 0;
  let from = 0;
  for (const edit of [...edits, { from: before.length, to: before.length, insert: "" }]) {
    for (let at = from; at < edit.from; at++)
      if (before[at - 1] === "\n" && numberOf(after, at + shift) !== before.slice(0, at).split("\n").length)
        return false;
    shift += edit.insert.length - (edit.to - edit.from);
    from = edit.to;
  }
  return true;
}

/** The number that the compiler gives to the line which starts at `offset`. */
function numberOf(text: string, offset: number): number {
  return text
    .slice(0, offset)
    .split("\n")
    .slice(0, -1)
    .reduce((number, line) => Number(/^\/\/line :(\d+):1$/.exec(line)?.[1] ?? number + 1), 1);
}
