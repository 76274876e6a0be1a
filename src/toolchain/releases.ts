import { type GoVersion, inRange, parseGoVersion, type VersionRange } from "../base/version.ts";

/**
 * How the tools of a release were built by its makers (cmd/dist, `toolenv` and `cmdbootstrap`). Built again in this
 * way, unpatched, they are what was distributed, so that whatever differs afterwards is by the patches.
 */
export interface Recipe {
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of `go build`. */
  readonly flags: readonly string[];
  /** The go.mod of the folder that it runs in. Without a go line the tools get old GODEBUG defaults. */
  readonly goMod: string;
  /**
   * What file names inside the tools begin with. `module`: with the import path. `goroot`: with the GOROOT_FINAL of
   * the distribution, which is read from the tool that came with it.
   */
  readonly fileNames: "module" | "goroot";
  /** Where not only the tools were built, but all programs: the script of the release that did it. */
  readonly script?: "make.bash";
}

interface RecipeRow extends VersionRange {
  readonly recipe: (version: GoVersion) => Recipe;
}

const trimmed = {
  env: { CGO_ENABLED: "0" },
  flags: ["-trimpath", "-ldflags=-w", "-gcflags=cmd/...=-dwarf=false"],
  fileNames: "module",
} as const;

const bare = "module bootstrap\n";

/**
 * cmd/compile built unpatched by these rows on linux/amd64, compared with the one distributed. Go build ID and
 * `go version -m` are equal in every case:
 *
 *     go1.19.8 (Debian)                                         equal bytes after strip (Debian strips its tools)
 *     go1.20.14 go1.21.13 go1.22.12 go1.23.12 go1.24.3          equal bytes
 *     go1.25.5 go1.26.8 go1.27.3                                equal bytes
 *
 * A development version is built like a release here; its makers leave out -trimpath.
 */
const rows: readonly RecipeRow[] = [
  {
    ...range(undefined, "go1.21"),
    recipe: () => ({ env: { CGO_ENABLED: "1" }, flags: [], goMod: bare, fileNames: "goroot" }),
  },
  { ...range("go1.21", "go1.24"), recipe: () => ({ ...trimmed, goMod: bare }) },
  {
    ...range("go1.24", undefined),
    recipe: ({ minor }) => ({ ...trimmed, goMod: `${bare}\ngo 1.${minor}\n` }),
  },
];

function range(since: string | undefined, until: string | undefined): VersionRange {
  const [from, to] = [since, until].map((text) => (text === undefined ? undefined : parseGoVersion(text)));
  return { ...(from && { since: from }), ...(to && { until: to }) };
}

/** The recipe of a release, or with `full` of all its programs. A version that is not known yet gets that of the newest. */
export function recipeFor(version: GoVersion, full = false): Recipe {
  const row = rows.find((row) => inRange(version, row));
  if (!row) throw new Error(`no recipe covers ${version.text}`);
  return { ...row.recipe(version), ...(full && { script: "make.bash" as const }) };
}

/** The releases that the shipped patches were tried on; others are not refused, their anchors decide. */
export const triedReleases = range("go1.19", "go1.28") as Required<VersionRange>;

/** Of each of them the latest that we know, to be fetched where none of its language version is installed. */
export const latestReleases: readonly string[] = [
  "go1.19.13",
  "go1.20.14",
  "go1.21.13",
  "go1.22.12",
  "go1.23.12",
  "go1.24.3",
  "go1.25.5",
  "go1.26.8",
  "go1.27.3",
];
