import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TraceinjectError } from "../src/base/errors.ts";
import { silentProgress } from "../src/base/progress.ts";
import { compareGoVersions, parseGoVersion } from "../src/base/version.ts";
import { nodeHost } from "../src/host/node.ts";
import { provideRelease } from "../src/toolchain/provide.ts";
import { type Reason, survey } from "./survey.ts";

/** Files that do not parse: path below src → the construct that the grammar lacks. */
export type Gaps = Readonly<Record<string, Reason>>;

/** `releases/go1.N.json`: the files of a release, tests included, that do not parse. */
export interface ReleaseList {
  readonly release: string;
  readonly files: Gaps;
}

/** A release that has a list, and its sources on this machine. */
export interface Release extends ReleaseList {
  readonly goroot: string;
}

const folder = new URL("releases/", import.meta.url);

/** The folders below src whose files must parse: whatever a patch may change one day, and all that lies beside it. */
export const toolFolders = ["cmd/compile/", "cmd/internal/", "cmd/link/", "cmd/asm/", "cmd/go/", "runtime/"];

/** Whether a file of this path must parse. Tests are never patched: those that do not parse are listed. */
export function isInTools(file: string): boolean {
  return toolFolders.some((folder) => file.startsWith(folder)) && !file.endsWith("_test.go");
}

/** All lists, oldest release first. */
export function readLists(): ReleaseList[] {
  const lists = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
  return byAge(lists);
}

function byAge<L extends ReleaseList>(lists: readonly L[]): L[] {
  return lists.toSorted((a, b) => compareGoVersions(version(a), version(b)));
}

/** Writes a list to the file that is called after its language version, in `releases/` or another folder. */
export function writeList(list: ReleaseList, to: URL = folder): void {
  writeFileSync(new URL(`${version(list).lang}.json`, to), `${JSON.stringify(list, null, 2)}\n`);
}

function version({ release }: ReleaseList): NonNullable<ReturnType<typeof parseGoVersion>> {
  const parsed = parseGoVersion(release);
  if (!parsed) throw new Error(`${release} is no release of Go`);
  return parsed;
}

/**
 * The listed releases that are on this machine, oldest first, and the names of those that are not. In CI nothing is
 * left to luck: the newest one is downloaded where it is not here, and more until there are three. With
 * `GRAMMAR_RELEASES=all` (`npm run grammar`) every one that is not here is.
 */
export async function findReleases(): Promise<{ releases: Release[]; absent: string[] }> {
  const releases: Release[] = [];
  const absent: ReleaseList[] = [];
  for (const list of readLists()) {
    const goroot = await gorootOf(list, { offline: true });
    if (goroot) releases.push({ ...list, goroot });
    else absent.push(list);
  }
  const all = process.env.GRAMMAR_RELEASES === "all";
  while ((all || process.env.CI) && absent.length > 0) {
    const newest = byAge([...releases, ...absent]).at(-1);
    if (!all && releases.length >= 3 && newest !== absent.at(-1)) break;
    const list = absent.pop()!;
    releases.push({ ...list, goroot: (await gorootOf(list, { offline: false }))! });
  }
  return { releases: byAge(releases), absent: absent.map(({ release }) => release) };
}

/** Where exactly this release stands: Debian's folder for its minor, or what `traceinject build --go` would find. */
async function gorootOf(list: ReleaseList, { offline }: { offline: boolean }): Promise<string | undefined> {
  const debian = `/usr/lib/${version(list).lang.replace("go", "go-")}`;
  if (releaseIn(debian) === list.release) return debian;
  try {
    return (await provideRelease(nodeHost(), list.release, offline, silentProgress)).dir;
  } catch (error) {
    if (offline && error instanceof TraceinjectError && error.code === "release-unavailable")
      return undefined;
    throw error;
  }
}

function releaseIn(goroot: string): string | undefined {
  const file = join(goroot, "VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").split(/\s/)[0] : undefined;
}

/** The Go files below a folder of a release's `src`, outside testdata: paths below `src`, sorted. */
export function goFiles({ goroot }: { readonly goroot: string }, below = ""): string[] {
  // Debian's src is a link, and a recursive readdir does not follow links.
  const src = realpathSync(join(goroot, "src"));
  return readdirSync(join(src, below), { recursive: true, encoding: "utf8" })
    .map((path) => join(below, path))
    .filter((path) => path.endsWith(".go") && !path.split("/").includes("testdata"))
    .sort();
}

/** The files of each of these GOROOTs that do not parse, in their order; what several have alike is parsed once. */
export async function findGaps(goroots: readonly string[]): Promise<Gaps[]> {
  const files = goroots.map((goroot) => goFiles({ goroot }));
  const paths = goroots.flatMap((goroot, i) => files[i]!.map((file) => join(goroot, "src", file)));
  const found = await survey("gap", paths);
  return goroots.map((goroot, i) => {
    const reasons = files[i]!.map((file) => [file, found.get(join(goroot, "src", file))] as const);
    return Object.fromEntries(reasons.filter((one): one is [string, Reason] => Boolean(one[1])));
  });
}
