import { join } from "node:path";
import { releaseUnavailable, TraceinjectError, unknownRelease } from "../base/errors.ts";
import { parsedJson } from "../base/json.ts";
import type { Progress } from "../base/progress.ts";
import { parseGoVersion } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import { releaseName } from "./demand.ts";
import { cacheDir } from "./dirs.ts";
import { completeGoroot } from "./download/complete-goroot.ts";
import { toolchainModule } from "./download/proxies.ts";
import { downloadRelease, moduleVersion, releaseDir } from "./download/release.ts";
import { moduleSettings } from "./download/settings.ts";
import { askGo, commandLine, findOnPath, neutralDir } from "./go-command.ts";
import { isInstrumented } from "./stamp.ts";

/** A folder that holds a release, and where it was found. */
export interface Provided {
  readonly dir: string;
  readonly origin: string;
}

/**
 * Finds or gets the release `name` (`go1.24.3`): the Go at hand, one that golang.org/dl installed, the user's module
 * cache (read only), our own cache, the network, for which no Go is needed. Throws what `downloadRelease` throws.
 */
export async function provideRelease(
  host: Host,
  name: string,
  offline: boolean,
  progress: Progress,
): Promise<Provided> {
  checkName(name);
  const go = await findOnPath(host, "go");
  const settings = await moduleSettings(host, go);
  const here =
    (await atHand(host, name, go).catch(() => undefined)) ??
    (await wrapped(host, name)) ??
    (await inModuleCache(host, name, settings.moduleCache)) ??
    (await downloadedBefore(host, name));
  if (here) return here;
  if (offline) throw releaseUnavailable(name, { cause: new Error("this command downloads nothing") });
  const dir = await downloadRelease(host, name, settings, progress).catch(async (error: unknown) => {
    const isOutOfReach = error instanceof TraceinjectError && error.code === "release-unavailable";
    if (!go || !isOutOfReach) throw error;
    return downloadByGo(host, name, go, progress);
  });
  return { dir, origin: "downloaded" };
}

function checkName(name: string): void {
  const version = parseGoVersion(name) ?? parseGoVersion(`go${name}`);
  if (!version) throw unknownRelease(name, "A release is called like go1.24.3 or go1.27rc1.");
  if (releaseName(version) !== name) throw unknownRelease(name, `Write ${releaseName(version)}.`);
}

/** The GOROOT of a go command that is this very release, and not one that we instrumented. */
async function atHand(host: Host, name: string, go: string | undefined): Promise<Provided | undefined> {
  if (!go) return undefined;
  const { GOROOT, GOVERSION } = await askGo(host, go);
  if (GOVERSION !== name || (await isInstrumented(host, GOROOT))) return undefined;
  return { dir: GOROOT, origin: `${name} on PATH` };
}

/** `go install golang.org/dl/go1.24.3@latest` makes such a command; before `go1.24.3 download` it has no release yet. */
async function wrapped(host: Host, name: string): Promise<Provided | undefined> {
  return atHand(host, name, await findOnPath(host, name)).catch(() => undefined);
}

/**
 * The release as the go command itself unpacks it. We look ourselves instead of asking it by GOTOOLCHAIN, because it
 * may set mode bits and locks in the cache on its way. A `.partial` file marks an unpacking that was cut off.
 */
async function inModuleCache(
  host: Host,
  name: string,
  cache: string | undefined,
): Promise<Provided | undefined> {
  if (!cache) return undefined;
  const version = moduleVersion(host, name);
  const dir = join(cache, `golang.org/toolchain@${version}`);
  const go = await host.stat(join(dir, "bin/go"));
  const partial = await host.stat(join(cache, `cache/download/golang.org/toolchain/@v/${version}.partial`));
  const whole = go && (go.mode & 0o111) !== 0 && !partial;
  return whole ? { dir, origin: "module cache" } : undefined;
}

/**
 * Where we reach nobody, go may: it knows .netrc, GOAUTH and HTTPS_PROXY. Into a module cache below our own cache folder; it
 * checks what it gets against the checksum database. Gives the GOROOT.
 */
async function downloadByGo(host: Host, name: string, go: string, progress: Progress): Promise<string> {
  progress.step(`downloading ${name} by ${go}`);
  const args = ["mod", "download", "-json", `${toolchainModule}@${moduleVersion(host, name)}`];
  const env = goDownloadEnv(host);
  progress.detail(commandLine({ file: go, args, env }));
  const command = { file: go, args, env: { ...host.env, ...env }, cwd: neutralDir };
  const { exitCode, stdout, stderr } = await host.run(command);
  if (exitCode !== 0) throw unavailable(name, stdout, stderr);
  const { Dir } = answerOf(stdout);
  if (Dir === undefined) throw unavailable(name, stdout, `${go} did not say where it has put the release`);
  await completeGoroot(host, Dir);
  return Dir;
}

/** A GOPATH of our own: go writes modules and what it knows of the checksum database there. */
const ownGopath = (host: Host): string => join(cacheDir(host), "gopath");
export const ownModuleCache = (host: Host): string => join(ownGopath(host), "pkg/mod");

async function downloadedBefore(host: Host, name: string): Promise<Provided | undefined> {
  const origin = "downloaded before";
  const dir = releaseDir(host, name);
  if (await host.stat(dir)) return { dir, origin };
  const byGo = await inModuleCache(host, name, ownModuleCache(host));
  return byGo && { ...byGo, origin };
}

/**
 * Over the user's own settings for proxies: our own folders, writable so that `clean` can remove them. A Go older than go1.21
 * would let GONOSUMDB and GOPRIVATE spare a release the checksum database, so they name something else.
 */
function goDownloadEnv(host: Host): Record<string, string> {
  return {
    GOTOOLCHAIN: "local",
    GOFLAGS: "-modcacherw",
    GO111MODULE: "on",
    GOWORK: "off",
    GONOSUMDB: "none.invalid",
    GOPATH: ownGopath(host),
    GOMODCACHE: ownModuleCache(host),
    GOCACHE: join(cacheDir(host), "gocache"),
  };
}

/** A proxy that has the module path, but not this version, answers 403, 404 or 410. */
function unavailable(name: string, stdout: string, stderr: string): Error {
  const cause = new Error(answerOf(stdout).Error ?? stderr.trim());
  if (!/: (?:403|404|410) /.test(cause.message)) return releaseUnavailable(name, { cause });
  return unknownRelease(name, "The module proxy does not have it.", { cause });
}

/** What `go mod download -json` answers; nothing where it came to no answer. */
function answerOf(stdout: string): { readonly Dir?: string; readonly Error?: string } {
  return parsedJson(stdout) ?? {};
}
