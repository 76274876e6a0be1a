import { TraceinjectError } from "../../base/errors.ts";
import { silentProgress } from "../../base/progress.ts";
import { inRange } from "../../base/version.ts";
import type { Host } from "../../host/host.ts";
import { renderDrift } from "../../patch/drift.ts";
import type { PatchSet } from "../../patch/patch.ts";
import { lookUp } from "../../toolchain/cache.ts";
import { findGoroot, type Goroot } from "../../toolchain/goroot.ts";
import { identify } from "../../toolchain/identity.ts";
import { outcomeOf } from "../../toolchain/make.ts";
import { triedReleases } from "../../toolchain/releases.ts";
import { loadPatchSets } from "../patch-set.ts";
import { planGoroot } from "../plan.ts";
import type { Diagnosis, DoctorOptions } from "./diagnosis.ts";

/** The Go to instrument: whether it is there, whether it is known, whether the patches fit, whether it is built. */
export async function checkGo(host: Host, options: DoctorOptions): Promise<Diagnosis[]> {
  const goroot = await attempt(() => findGoroot(host, { ...options, offline: true }, silentProgress));
  if (goroot instanceof TraceinjectError) return [notFound(goroot, options)];
  const { version, dir, origin } = goroot;
  const go: Diagnosis = {
    id: "go",
    status: "ok",
    found: `${version.text} in ${dir} (${origin}), with its sources`,
  };
  return [go, checkRelease(goroot), ...(await checkPatches(host, goroot, options))];
}

function notFound(error: TraceinjectError, { go }: DoctorOptions): Diagnosis {
  if (error.code !== "release-unavailable") return failed("go", error);
  return { id: "go", status: "warn", found: `${go} is not on this machine; \`build\` would download it` };
}

function checkRelease({ version }: Goroot): Diagnosis {
  if (inRange(version, triedReleases))
    return { id: "release", status: "ok", found: `${version.lang} is among those tried` };
  const found = `${version.text} is not among the releases that the patches were tried on`;
  return {
    id: "release",
    status: "warn",
    found,
    remedy: "See `patches` below: whether they fit is for their anchors to say.",
  };
}

async function checkPatches(host: Host, goroot: Goroot, options: DoctorOptions): Promise<Diagnosis[]> {
  const set = await attempt(() => loadPatchSets(host, options));
  if (set instanceof TraceinjectError) return [failed("patches", set)];
  const result = await attempt(() => planGoroot(host, goroot, set));
  if (result instanceof TraceinjectError) return [failed("patches", result)];
  if (result.kind === "drift") return [drifted(renderDrift(result.drift))];
  const found = `${set.name}: ${result.plan.changes.length} changes fit, each where it should`;
  return [{ id: "patches", status: "ok", found }, await checkToolchain(host, goroot, set)];
}

function drifted(report: string): Diagnosis {
  const remedy = "Mend the patches (patches/README.md), or choose another release with --go.";
  return { id: "patches", status: "fail", found: `the patches do not fit:\n${report}`, remedy };
}

async function checkToolchain(host: Host, base: Goroot, set: PatchSet): Promise<Diagnosis> {
  const { name } = outcomeOf({ base, set, identity: await identify(host, base) });
  const built = await lookUp(host, name);
  return { id: "toolchain", status: "ok", found: built ? `built: ${built.goroot}` : "not built yet" };
}

function failed(id: string, { message, remedy }: TraceinjectError): Diagnosis {
  return { id, status: "fail", found: message, remedy };
}

/** The value, or the failure as a value; a bug stays a bug. */
async function attempt<T>(work: () => Promise<T>): Promise<T | TraceinjectError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TraceinjectError) return error;
    throw error;
  }
}
