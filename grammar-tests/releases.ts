import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silentProgress } from "../src/base/progress.ts";
import { compareGoVersions, parseGoVersion } from "../src/base/version.ts";
import { nodeHost } from "../src/host/node.ts";
import { provideRelease } from "../src/toolchain/provide.ts";

/** `releases/go1.N.json`: the files of a release which do not parse, path below src → an entry of corpus/gaps.txt. */
export interface ReleaseList {
  readonly release: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A release that has a list, and its sources on this machine. */
export interface Release extends ReleaseList {
  readonly goroot: string;
}

const folder = new URL("releases/", import.meta.url);

/** All lists, oldest release first. */
export function readLists(): ReleaseList[] {
  const lists = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
  return lists.sort((a, b) => compareGoVersions(version(a), version(b)));
}

/** Writes a list to the file that is called after its language version. */
export function writeList(list: ReleaseList): void {
  writeFileSync(new URL(`${version(list).lang}.json`, folder), `${JSON.stringify(list, null, 2)}\n`);
}

function version({ release }: ReleaseList): NonNullable<ReturnType<typeof parseGoVersion>> {
  const parsed = parseGoVersion(release);
  if (!parsed) throw new Error(`${release} is no release of Go`);
  return parsed;
}

/**
 * The listed releases that are on this machine, oldest first, and the names of those that are not. In CI nothing is
 * left to luck: where fewer than three are here, the newest ones are downloaded.
 */
export async function findReleases(): Promise<{ releases: Release[]; absent: string[] }> {
  const lists = readLists();
  const here = placesOf(lists);
  if (process.env.CI) {
    for (const list of here.toReversed().filter(({ goroot }) => goroot === "")) {
      if (here.filter(({ goroot }) => goroot !== "").length >= 3) break;
      list.goroot = (await provideRelease(nodeHost(), list.release, silentProgress)).dir;
    }
  }
  return {
    releases: here.filter(({ goroot }) => goroot !== ""),
    absent: here.filter(({ goroot }) => goroot === "").map(({ release }) => release),
  };
}

/** Each list with the folder where exactly its release stands, or "". */
function placesOf(lists: readonly ReleaseList[]): (ReleaseList & { goroot: string })[] {
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "" };
  const names = ["GOROOT", "GOMODCACHE", "GOHOSTOS", "GOHOSTARCH"];
  const out = execFileSync("go", ["env", ...names], { env, encoding: "utf8" });
  const [onPath = "", cache = "", os, arch] = out.split("\n");
  return lists.map((list) => {
    const module = join(cache, `golang.org/toolchain@v0.0.1-${list.release}.${os}-${arch}`);
    const debian = `/usr/lib/${version(list).lang.replace("go", "go-")}`;
    const goroot = [onPath, module, debian].find((place) => releaseIn(place) === list.release);
    return { ...list, goroot: goroot ?? "" };
  });
}

function releaseIn(goroot: string): string | undefined {
  const file = join(goroot, "VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").split(/\s/)[0] : undefined;
}

/** The Go files below a folder of a release's `src`, outside testdata: paths below `src`, sorted. */
export function goFiles({ goroot }: Release, below = ""): string[] {
  // Debian's src is a link, and a recursive readdir does not follow links.
  const src = realpathSync(join(goroot, "src"));
  return readdirSync(join(src, below), { recursive: true, encoding: "utf8" })
    .map((path) => join(below, path))
    .filter((path) => path.endsWith(".go") && !path.split("/").includes("testdata"))
    .sort();
}
