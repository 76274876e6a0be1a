import { positionAt } from "../base/range.ts";
import type { GoVersion } from "../base/version.ts";
import { ConflictError, type Edit, EditSet } from "../edit/edit.ts";
import type { GoParser } from "../syntax/tree.ts";
import { chooseChanges } from "./choose.ts";
import { folderOf } from "./combine.ts";
import type { Drift, Place } from "./drift.ts";
import { importClash, importEdits, localClash, namesakes, packageClash } from "./imports.ts";
import { locate, type Site } from "./locate.ts";
import { mergeOwn } from "./merge.ts";
import type { PatchSet } from "./patch.ts";
import { compile, type Pattern, targetOf } from "./pattern.ts";
import { firstTorn } from "./torn.ts";
import { type Sources, TreeCache } from "./trees.ts";

/** A file below GOROOT/src as it is and as it will be; `before` is undefined for a new file. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** The edits that lead there; undefined for a new file. */
  readonly edits: EditSet | undefined;
}

/** A change with the places in the pristine source that it changes. */
export interface PlannedChange extends Place {
  readonly id: string;
  readonly covers: readonly string[];
}

/** Every edit and every new file for one GOROOT, complete before anything is written. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly changes: readonly PlannedChange[];
}

/** A complete plan, or all the drift at once. */
export type PlanResult =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "drift"; readonly drift: readonly Drift[] };

/** The directories below GOROOT/src whose sources a plan for this release needs. */
export function packagesOf(set: PatchSet, version: GoVersion): string[] {
  const payload = set.payload.map(folderOf);
  return [...new Set([...chooseChanges(set, version).map((change) => change.package), ...payload])].sort();
}

/**
 * Plans a patch set on the sources of one release. Only files that can hold a target are parsed.
 * Throws `bad-patch` for a change that cannot be compiled; what does not fit the sources is drift.
 */
export function planPatches(
  parser: GoParser,
  set: PatchSet,
  version: GoVersion,
  sources: Sources,
): PlanResult {
  const patterns = chooseChanges(set, version).map((change) => compile(parser, change));
  const targets = new Set(patterns.map((pattern) => targetOf(pattern)?.name));
  const trees = new TreeCache(parser, sources, (name) => targets.has(name));
  const planned = patterns.map((pattern) => planChange(pattern, trees));
  const drift = [...planned.flatMap((one) => one.drift), ...payloadDrift(set, sources)];
  const { files, drift: mergeDrift } = mergeEdits(trees, planned);
  const all = [...drift, ...mergeDrift];
  if (all.length > 0) return { kind: "drift", drift: all };
  const created = set.payload.map(({ path, text }) => ({
    path,
    before: undefined,
    after: text,
    edits: undefined,
  }));
  const changes = planned.flatMap((one) =>
    one.places.map((place) => ({ ...place, id: one.id, covers: one.covers })),
  );
  return { kind: "plan", plan: { files: [...files, ...created].sort(byPath), changes } };
}

const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** What one change comes to: edits by file, or drift. */
interface PlannedEdits {
  readonly id: string;
  readonly covers: readonly string[];
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly imports: readonly string[];
  readonly places: readonly Place[];
  readonly drift: readonly Drift[];
}

function planChange(pattern: Pattern, trees: TreeCache): PlannedEdits {
  const { id, covers, imports } = pattern.change;
  const located = locate(pattern, trees);
  if (located.kind === "drift")
    return { id, covers, imports, edits: new Map(), places: [], drift: [located.drift] };
  const files = [...new Set(located.sites.map(({ file }) => file))];
  const sitesIn = (file: string): Site[] => located.sites.filter((site) => site.file === file);
  const editsIn = (file: string): Edit[] => mergeOwn(sitesIn(file).flatMap((site) => site.edits));
  const edits = new Map(files.map((file) => [file, editsIn(file)]));
  const drift = files.flatMap((file) => clashes(pattern, file, sitesIn(file), trees));
  return { id, covers, imports, edits, places: located.sites.map(({ place }) => place), drift };
}

/** What is in the way of the imports that a change needs, one finding for an import and a file. */
function clashes({ change }: Pattern, file: string, sites: readonly Site[], trees: TreeCache): Drift[] {
  const tree = trees.tree(file);
  return change.imports.flatMap((path): Drift[] => {
    const why =
      (path === change.package ? "a package cannot import itself" : undefined) ??
      importClash(tree, path) ??
      packageClash(trees, change.package, path) ??
      sites.map((site) => localClash(tree, site.declaration, path)).find((clash) => clash !== undefined);
    if (!why) return [];
    const place = { file, line: 1, column: 1 };
    return [
      {
        kind: "import-clash",
        change: change.id,
        at: `${change.file}:${change.line}`,
        target: file,
        place,
        why,
      },
    ];
  });
}

/** Brings the edits of all changes together, file by file, with the imports that they need. */
function mergeEdits(
  trees: TreeCache,
  planned: readonly PlannedEdits[],
): { files: PlannedFile[]; drift: Drift[] } {
  const files: PlannedFile[] = [];
  const drift: Drift[] = [];
  for (const file of new Set(planned.flatMap((one) => [...one.edits.keys()]))) {
    const result = mergeFile(
      trees,
      file,
      planned.filter((one) => one.edits.has(file)),
    );
    if ("kind" in result) drift.push(result);
    else files.push(result);
  }
  return { files, drift };
}

function mergeFile(trees: TreeCache, path: string, planned: readonly PlannedEdits[]): PlannedFile | Drift {
  const tree = trees.tree(path);
  const clash = clashOfImports(path, planned);
  if (clash) return clash;
  const edits = planned.flatMap((one) => one.edits.get(path) ?? []);
  const origin = planned.map((one) => one.id).join(" ");
  const paths = planned.flatMap((one) => one.imports);
  const imports = importEdits(tree, paths, origin);
  try {
    const set = EditSet.of(tree.text.length, [...imports, ...edits]);
    const after = set.apply(tree.text);
    const torn = firstTorn(trees.parser, tree, set);
    if (!torn) return { path, before: tree.text, after, edits: set };
    const place = { file: path, ...positionAt(after, torn.from) };
    return { kind: "result-torn", change: origin, at: path, target: path, place };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const place = { file: path, ...positionAt(tree.text, error.second.from) };
    return {
      kind: "conflict",
      change: error.second.origin,
      at: path,
      target: path,
      place,
      other: error.first.origin,
    };
  }
}

/** Two changes of one file whose imports would have one name. */
function clashOfImports(file: string, planned: readonly PlannedEdits[]): Drift | undefined {
  const [first, second] = namesakes(planned.flatMap(({ imports }) => imports)) ?? [];
  const importer = (path: string | undefined): string =>
    planned.find(({ imports }) => imports.some((one) => one === path))?.id ?? "";
  if (first === undefined || second === undefined) return undefined;
  const why = `${importer(first)} imports ${first}, which has the same name as ${second}`;
  const place = { file, line: 1, column: 1 };
  return { kind: "import-clash", change: importer(second), at: file, target: file, place, why };
}

/** What is in the way of the files that are added: the very file, or, once for a package, others of its name. */
function payloadDrift({ payload }: PatchSet, sources: Sources): Drift[] {
  const taken = new Set([...sources.keys()].map((path) => folderOf({ path })));
  const inTheWay = payload.filter((file) => taken.has(folderOf(file)));
  const there = inTheWay.filter(({ path }) => sources.has(path));
  const explained = new Set(there.map(folderOf));
  const packages = new Map(inTheWay.map((file) => [folderOf(file), file]));
  return [
    ...there.map(({ set, path }) => ({ kind: "file-exists" as const, ...added(set, path), file: path })),
    ...[...packages]
      .filter(([folder]) => !explained.has(folder))
      .map(([folder, { set }]) => ({ kind: "package-exists" as const, ...added(set, folder) })),
  ];
}

const added = (set: string, target: string) => ({ change: set, at: "payload", target });
