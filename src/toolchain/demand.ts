import { compareGoVersions, type GoVersion, parseGoVersion } from "../base/version.ts";

/** A release that somebody asks for, and who does, for people: `go.mod says "toolchain go1.27.3"`. */
export interface Demand {
  readonly version: GoVersion;
  readonly source: string;
}

/**
 * The newest release that is asked for by `go` and `toolchain` lines of go.mod and go.work files and by the user's
 * GOTOOLCHAIN. As in cmd/go, with GOTOOLCHAIN `local` a `toolchain` line is no more than a wish: only `go` lines count.
 */
export function demandOf(files: readonly NamedText[], gotoolchain: string): Demand | undefined {
  const words = gotoolchain === "local" ? ["go"] : ["go", "toolchain"];
  const demands = [...variableDemand(gotoolchain), ...files.flatMap((file) => fileDemands(file, words))];
  return demands.sort((a, b) => compareGoVersions(b.version, a.version))[0];
}

export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** What to call the release where one must be named exactly: from go1.21 on, `go1.27` alone names no release. */
export function releaseName({ text, minor, patch, prerelease }: GoVersion): string {
  return patch < 0 && prerelease === "" && minor >= 21 ? `go1.${minor}.0` : text;
}

/** GOTOOLCHAIN is `go1.24.3`, `go1.24.3+auto`, or one of the words `local`, `auto` and `path`, which name none. */
function variableDemand(value: string): Demand[] {
  const version = parseGoVersion(value.replace(/\+(?:auto|path)$/, ""));
  return version ? [{ version, source: `GOTOOLCHAIN is ${value}` }] : [];
}

function fileDemands({ path, text }: NamedText, words: readonly string[]): Demand[] {
  return [...text.matchAll(/^[ \t]*(go|toolchain)[ \t]+([^\s/]+)/gm)].flatMap(([, word = "", name = ""]) => {
    const version = words.includes(word) && parseGoVersion(word === "go" ? `go${name}` : name);
    return version ? [{ version, source: `${path} says "${word} ${name}"` }] : [];
  });
}
