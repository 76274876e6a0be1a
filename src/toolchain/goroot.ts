import { isAbsolute, join } from "node:path";
import {
  alreadyInstrumented,
  badUsage,
  foreignGoroot,
  goNotFound,
  gorootMixed,
  noCompilerSource,
  notAGoroot,
  unknownVersion,
} from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import { type GoVersion, parseToolchainVersion, withoutExperiments } from "../base/version.ts";
import type { Host, TreeOptions } from "../host/host.ts";
import { unpackArchive } from "./download/archive.ts";
import { askGo, findOnPath, type GoEnv } from "./go-command.ts";
import { provideRelease } from "./provide.ts";
import { isInstrumented, readStamp } from "./stamp.ts";

/** A pristine Go with its sources, ready to be instrumented. Nothing is ever written into it. */
export interface Goroot {
  /** Its folder, links resolved. */
  readonly dir: string;
  /** As its go command says: `go1.26.8`, `go1.26.0 X:nodwarf5`. */
  readonly version: GoVersion;
  readonly goBinary: string;
  /** How it was found: `go on PATH`, `--goroot`. */
  readonly origin: string;
}

export interface GorootChoice {
  /** A release by name: `go1.24.3`. */
  readonly go?: string | undefined;
  /** A folder; relative to the working folder. */
  readonly goroot?: string | undefined;
  /** An archive of a release, or a folder; relative to the working folder. */
  readonly from?: string | undefined;
  /** The SHA-256 in hex that the archive `from` must have. */
  readonly sha256?: string | undefined;
  /** Takes `go` only if it is on this machine. */
  readonly offline?: boolean | undefined;
}

/** What of a GOROOT counts and is copied: all but version control and what make.bash leaves behind. */
export const gorootFiles: TreeOptions = {
  skip: (path) => path === ".git" || path === "pkg/obj" || path === "pkg/bootstrap",
};

/** Finds the GOROOT to instrument: `goroot`, what is in `from`, the release `go`, or the Go at hand. */
export async function findGoroot(host: Host, choice: GorootChoice, progress: Progress): Promise<Goroot> {
  checkChoice(choice);
  if (choice.goroot !== undefined) return openGoroot(host, absolute(host, choice.goroot), "--goroot");
  if (choice.from !== undefined) return openArchive(host, choice.from, choice.sha256, progress);
  if (choice.go === undefined) return gorootAtHand(host);
  const { dir, origin } = await provideRelease(host, choice.go, choice.offline ?? false, progress);
  return openGoroot(host, dir, origin);
}

/** Of `--sha256` nobody must believe that it has checked something that it has not. */
function checkChoice({ go, goroot, from, sha256 }: GorootChoice): void {
  if (sha256 !== undefined && from === undefined)
    throw badUsage("--sha256 is of an archive: name it by --from FILE");
  if (from !== undefined && (go ?? goroot) !== undefined)
    throw badUsage("--from is instead of --go and --goroot: give one of them");
}

async function openArchive(
  host: Host,
  from: string,
  sha256: string | undefined,
  progress: Progress,
): Promise<Goroot> {
  const path = absolute(host, from);
  return openGoroot(host, await unpackArchive(host, path, sha256, progress), `--from ${path}`);
}

/** The Go that a user gets who types `go`; if there is none, `$GOROOT`. */
async function gorootAtHand(host: Host): Promise<Goroot> {
  const onPath = await findOnPath(host, "go");
  if (onPath) return gorootOf(host, onPath);
  const { GOROOT } = host.env;
  if (GOROOT) return openGoroot(host, absolute(host, GOROOT), "$GOROOT");
  throw goNotFound("there is none on PATH, and GOROOT is not set");
}

async function gorootOf(host: Host, onPath: string): Promise<Goroot> {
  const said = await askGo(host, onPath);
  const files = await Promise.all([onPath, join(said.GOROOT, "bin/go")].map((path) => realPath(host, path)));
  return openGoroot(host, said.GOROOT, "go on PATH", files[0] === files[1] ? said : undefined);
}

async function realPath(host: Host, path: string): Promise<string> {
  return (await host.stat(path)) ? host.realPath(path) : path;
}

function absolute(host: Host, path: string): string {
  return isAbsolute(path) ? path : join(host.cwd, path);
}

/**
 * Opens a folder as a pristine GOROOT of this machine's platform with the compiler's sources. An unknown version
 * number is no error: whether the patches fit is for their anchors to say. `said`: what its own go command has said
 * already.
 */
export async function openGoroot(
  host: Host,
  path: string,
  origin = "--goroot",
  said?: GoEnv,
): Promise<Goroot> {
  const dir = await realPath(host, path);
  const goBinary = join(dir, "bin/go");
  for (const part of ["", "bin/go", "pkg/tool", "src"]) {
    if (!(await host.stat(join(dir, part)))) throw notAGoroot(dir, part || "such folder");
  }
  if (await isInstrumented(host, dir))
    throw alreadyInstrumented(dir, (await readStamp(host, dir))?.base.goroot);
  await checkPlatform(host, dir);
  if (!(await host.stat(join(dir, "src/cmd/compile")))) throw noCompilerSource(dir);
  return {
    dir,
    version: await checkVersion(host, dir, said ?? (await askGo(host, goBinary))),
    goBinary,
    origin,
  };
}

async function checkPlatform(host: Host, dir: string): Promise<void> {
  const wanted = `${host.goos}_${host.goarch}`;
  const found = (await host.readDir(join(dir, "pkg/tool"))).map(({ name }) => name);
  if (found.includes(wanted)) return;
  throw foreignGoroot(dir, found.join(", ").replaceAll("_", "/") || "no platform", wanted.replace("_", "/"));
}

/** The version by the go command; VERSION must not name another (it names no experiments, and may be missing in development). */
async function checkVersion(host: Host, dir: string, { GOVERSION }: GoEnv): Promise<GoVersion> {
  const version = parseToolchainVersion(GOVERSION);
  if (!version) throw unknownVersion(dir, GOVERSION);
  const written = await versionFile(host, dir);
  if (written && written !== withoutExperiments(GOVERSION)) throw gorootMixed(dir, written, GOVERSION);
  return version;
}

/** What a GOROOT is called by its VERSION file, whose other lines say when it was made; empty in development. */
export async function versionFile(host: Host, dir: string, name = "VERSION"): Promise<string> {
  const file = join(dir, name);
  const text = (await host.stat(file)) ? await host.readFile(file) : "";
  return text.split("\n", 1)[0]!.trim();
}
