import type { Position } from "../base/range.ts";

/** A place in the sources that resembles what was looked for. `score` is from 0 (nothing) to 1 (the same tokens). */
export interface Candidate extends Position {
  readonly file: string;
  readonly excerpt: string;
  readonly score: number;
}

/** Why one change does not fit one GOROOT. `change` and `at` name it in the patch file. */
export type Drift = { readonly change: string; readonly at: string; readonly target: string } & (
  | { readonly kind: "package-exists" }
  | { readonly kind: "package-missing" }
  | { readonly kind: "declaration-missing"; readonly candidates: readonly Candidate[] }
  | {
      readonly kind: "anchor-missing";
      readonly wanted: string;
      readonly place: Place;
      readonly candidates: readonly Candidate[];
    }
  | { readonly kind: "anchor-ambiguous"; readonly places: readonly Place[] }
  | { readonly kind: "grammar-gap"; readonly place: Place; readonly construct: string }
  | { readonly kind: "already-applied"; readonly place: Place }
  | { readonly kind: "conflict"; readonly place: Place; readonly other: string }
  | { readonly kind: "import-clash"; readonly place: Place; readonly why: string }
  | { readonly kind: "lines-move"; readonly place: Place }
  | { readonly kind: "result-torn"; readonly place: Place }
  | { readonly kind: "file-exists"; readonly file: string }
  | { readonly kind: "too-many-ways"; readonly place: Place }
);

/** A file below GOROOT/src, and where in it. */
export interface Place extends Position {
  readonly file: string;
}

export interface DriftInfo {
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

/** Every kind of drift, explained once. A new kind does not compile until it stands here. */
export const driftInfo: Readonly<Record<Drift["kind"], DriftInfo>> = {
  "already-applied": {
    title: "The change is already there",
    why: "The sources hold the very lines that the change inserts: this GOROOT was patched before.",
    remedy: "Use the pristine GOROOT, or take the change back with `git apply -R`.",
  },
  "anchor-ambiguous": {
    title: "The pattern fits more than one place",
    why: "A change must say exactly where it goes; a guess could instrument the wrong place.",
    remedy: "Write more context into the pattern, or `require every` if all places are meant.",
  },
  "anchor-missing": {
    title: "The declaration is there, the place in it is not",
    why: "The statement that the change holds on to was renamed, moved or deleted in this release.",
    remedy:
      "Look at the nearest candidates; give the change a variant with `since`/`until` for this release.",
  },
  conflict: {
    title: "Two changes touch the same place",
    why: "Their order would decide what comes out.",
    remedy: "Merge them into one change, or anchor one of them elsewhere.",
  },
  "declaration-missing": {
    title: "The declaration is not in its package",
    why: "It was renamed, deleted, or moved to another package in this release.",
    remedy: "Look at the nearest candidates; name the new target in a variant with `since`.",
  },
  "file-exists": {
    title: "A file that the patch set adds is already there",
    why: "This GOROOT was instrumented before, or the release has a package of that name.",
    remedy: "Use the pristine GOROOT, or rename the payload package.",
  },
  "grammar-gap": {
    title: "The parser cannot read the whole file",
    why: "A tree with an error in it proves nothing, so no change is planned in such a file.",
    remedy: "Check the file with `gofmt -e`; if Go accepts it, tree-sitter-go lacks the construct.",
  },
  "import-clash": {
    title: "The file cannot import what the change needs",
    why: "The package, or another one under its name, is already imported.",
    remedy: "Write the inserted code with the name that the file uses, in a variant of the change.",
  },
  "lines-move": {
    title: "The inserted lines would move others",
    why: "Code goes on in the same line here, or the file numbers its lines itself, and a raw string over several lines cannot stand on one.",
    remedy: 'Write the string as "…\\n…", or anchor the change where a line ends.',
  },
  "package-exists": {
    title: "A package that the patch set adds is already there",
    why: "The release has a package of that path, and a patch set adds packages of its own only.",
    remedy: "Give the payload package a name that no release has.",
  },
  "package-missing": {
    title: "The package is not in this GOROOT",
    why: "The release has no such directory, or it was moved.",
    remedy:
      "Check that this is a Go source tree with src/cmd; name the new package in a variant with `since`.",
  },
  "result-torn": {
    title: "The patched file would not parse",
    why: "The inserted lines are no valid Go in this place.",
    remedy: "Mend the `+` lines of the change.",
  },
  "too-many-ways": {
    title: "The pattern fits in too many ways to try them all",
    why: "Several `...` stand between things that are there often, and `$` names must agree across them.",
    remedy: "Write more context between the `...`, and name only what the `+` lines use.",
  },
};

/** All drift as text for people, one paragraph a finding. */
export function renderDrift(drift: readonly Drift[]): string {
  return drift.map(renderOne).join("\n");
}

function renderOne(drift: Drift): string {
  const { title, why, remedy } = driftInfo[drift.kind];
  const lines = [`${drift.kind}: ${drift.change} in ${drift.target} (${drift.at})`, `  ${title}. ${why}`];
  return [...lines, ...details(drift).map((line) => `  ${line}`), `  Remedy: ${remedy}`].join("\n") + "\n";
}

function details(drift: Drift): string[] {
  switch (drift.kind) {
    case "anchor-missing":
      return [
        `looked for \`${drift.wanted}\` in the declaration at ${where(drift.place)}`,
        ...near(drift.candidates),
      ];
    case "declaration-missing":
      return near(drift.candidates);
    case "anchor-ambiguous":
      return drift.places.map((place) => `fits at ${where(place)}`);
    case "grammar-gap":
      return [`${where(drift.place)}: ${drift.construct}`];
    case "conflict":
      return [`${where(drift.place)}: also wanted by ${drift.other}`];
    case "import-clash":
      return [`${where(drift.place)}: ${drift.why}`];
    case "file-exists":
      return [drift.file];
    case "already-applied":
    case "lines-move":
    case "result-torn":
    case "too-many-ways":
      return [where(drift.place)];
    case "package-exists":
    case "package-missing":
      return [];
  }
}

const near = (candidates: readonly Candidate[]): string[] =>
  candidates.map((one) => `near: ${where(one)} (${Math.round(one.score * 100)} % alike): ${one.excerpt}`);

const where = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
