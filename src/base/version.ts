/**
 * A Go version as cmd/go prints it: `go1.26.0`, `go1.27rc2`, `go1.25.5 X:nodwarf5`, `go1.26.8-X:nodwarf5` (since go1.26),
 * `go1.26.1-corp`. `lang` is the language version (`go1.26`); `patch` is -1 for a bare language version such as `go1.19`
 * and `prerelease` is `rc2` or `beta1` or empty.
 */
export interface GoVersion {
  readonly text: string;
  readonly lang: string;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: string;
  readonly experiments: readonly string[];
}

// No separator of paths stands in a suffix: versions become names of folders, here as in cmd/go.
const shape = /^go1\.(\d+)(?:\.(\d+)|((?:rc|beta)\d+))?(?:-(?!X:)[^\s/\\]+)?(?:[ -]X:(\S+))?$/;

/** Parses a Go version; undefined for what is none (`go1.28-devel_0d2bf4e Mon Nov 2 …`, `1.26`). */
export function parseGoVersion(text: string): GoVersion | undefined {
  const match = shape.exec(text.trim());
  if (!match) return undefined;
  const [, minor = "", patch, prerelease = "", experiments] = match;
  return {
    text: text.trim(),
    lang: `go1.${minor}`,
    minor: Number(minor),
    patch: patch === undefined ? -1 : Number(patch),
    prerelease,
    experiments: experiments ? experiments.split(",") : [],
  };
}

/**
 * Parses what a toolchain says of itself, in VERSION or by `go env GOVERSION`: a release, what a vendor adds to its name
 * (`go1.21.13 (Red Hat 1.21.13-1.el8)`), or a development version, `devel go1.28-0d2bf4e Mon Nov 2 …` before go1.25 and
 * `go1.28-devel_0d2bf4e Mon Nov 2 …` since. The last stands at the very start of its release: every `since go1.28` holds,
 * no `until go1.28` does.
 */
export function parseToolchainVersion(text: string): GoVersion | undefined {
  const said = text.trim();
  const plain = withoutExperiments(said);
  const devel = /^devel (go1\.\d+)-|^(go1\.\d+)-devel_/.exec(plain);
  const version = parseGoVersion(devel?.[1] ?? devel?.[2] ?? plain.replace(/\s.*/s, ""));
  const experiments = said.slice(plain.length + " X:".length);
  return version && { ...version, text: said, experiments: experiments ? experiments.split(",") : [] };
}

/** The version without the experiments that its makers turned on, which VERSION does not name. */
export function withoutExperiments(text: string): string {
  return text.trim().replace(/[ -]X:\S*$/, "");
}

/**
 * Orders versions as Go does: `go1.26` < `go1.26beta1` < `go1.26rc1` < `go1.26.0` < `go1.26.1`.
 * Suffixes (`-corp`) and experiments do not count.
 */
export function compareGoVersions(a: GoVersion, b: GoVersion): number {
  return (
    a.minor - b.minor ||
    rank(a) - rank(b) ||
    a.patch - b.patch ||
    comparePrerelease(a.prerelease, b.prerelease)
  );
}

/** A bare language version comes first, then beta and rc, then releases. */
function rank(version: GoVersion): number {
  if (version.patch >= 0) return 2;
  return version.prerelease === "" ? 0 : 1;
}

function comparePrerelease(a: string, b: string): number {
  const kind = (text: string): string => text.replace(/\d+$/, "");
  const number = (text: string): number => Number(/\d+$/.exec(text)?.[0] ?? 0);
  return kind(a) < kind(b) ? -1 : kind(a) > kind(b) ? 1 : number(a) - number(b);
}

/** A half-open range of Go releases; an absent bound is open. */
export interface VersionRange {
  readonly since?: GoVersion;
  readonly until?: GoVersion;
}

/** Whether `version` lies in `range`: at or after `since`, before `until`. */
export function inRange(version: GoVersion, range: VersionRange): boolean {
  if (range.since && compareGoVersions(version, range.since) < 0) return false;
  return !(range.until && compareGoVersions(version, range.until) >= 0);
}
