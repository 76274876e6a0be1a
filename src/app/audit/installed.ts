import { join } from "node:path";
import { baseline } from "../../audit/binary/baseline.ts";
import { readBinary } from "../../audit/binary/binary.ts";
import type { Hashes } from "../../audit/provenance/facts.ts";
import { fileDifference, type Tree, toolchainTree, treeOf } from "../../audit/provenance/tree.ts";
import type { AuditSubject, InstalledFiles, Part } from "../../audit/subject.ts";
import { sha256 } from "../../base/fingerprint.ts";
import type { Host } from "../../host/host.ts";
import { hashFiles } from "../../toolchain/file-hashes.ts";
import { fileHashes } from "../../toolchain/identity.ts";
import { readStamp } from "../../toolchain/stamp.ts";
import { toolPath } from "../../toolchain/tool-build.ts";
import type { SourceJob } from "./job.ts";

const noToolchain = { missing: "there is no toolchain that `traceinject build` made of these" };

/** A tool of the toolchain that is audited, against the file that its sources give. */
export async function lookAtTool(
  host: Host,
  { toolchain, goarch, plannedHashes }: SourceJob,
  tool: string,
  rebuilt: string,
): Promise<AuditSubject["installed"]> {
  if (toolchain === undefined) return noToolchain;
  if (goarch !== host.goarch) return { missing: `the toolchain runs on ${host.goarch}, not on ${goarch}` };
  const path = toolPath(host, tool);
  const file = join(toolchain, path);
  if (!(await host.stat(file))) return { missing: `the toolchain has no ${path}` };
  const [installed, own] = [await host.readBytes(file), await host.readBytes(rebuilt)];
  const hashes = { path, sha256: sha256(installed), rebuilt: sha256(own) };
  // One of ours was built like this one; somebody else may have stripped his.
  if (hashes.sha256 === hashes.rebuilt || plannedHashes) return { value: hashes };
  const found = baseline(readBinary(own, "the tool that was built"), readBinary(installed, path));
  return { value: found.kind === "same-code" ? { ...hashes, sameCode: found.sections } : hashes };
}

/** The other files of the toolchain, against what it was copied from. */
export async function lookAtFiles(host: Host, job: SourceJob): Promise<AuditSubject["installedFiles"]> {
  const { toolchain, plannedHashes } = job;
  if (toolchain === undefined) return noToolchain;
  return plannedHashes
    ? compareFiles(host, job, toolchain, plannedHashes)
    : comparePrograms(host, job, toolchain);
}

/** Every file of a toolchain of ours but the tools that were rebuilt, against the release and the plan. */
async function compareFiles(
  host: Host,
  { base }: SourceJob,
  toolchain: string,
  planned: Hashes,
): Promise<Part<InstalledFiles>> {
  const stamp = await readStamp(host, toolchain);
  if (!stamp) return { missing: "its stamp cannot be read, which says what was rebuilt" };
  const wanted = toolchainTree(await fileHashes(host, base), stamp.tools, planned);
  const found = treeOf(await hashFiles(host, toolchain, await host.listTree(toolchain)));
  const paths = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  return {
    value: differences(paths, wanted, found, (path) => (path in planned ? "the plan" : base.version.text)),
  };
}

function differences(
  paths: readonly string[],
  wanted: Tree,
  found: Tree,
  sourceOf: (path: string) => string,
): InstalledFiles {
  const different = paths.flatMap((path) => {
    const message = fileDifference(wanted.get(path), found.get(path), sourceOf(path));
    return message === undefined ? [] : [{ path, message }];
  });
  return { compared: paths.length, different };
}

/**
 * Of a GOROOT that somebody else made, the sources are compared elsewhere. Its other programs are those of the first, or
 * nobody knows what they were made from.
 */
async function comparePrograms(
  host: Host,
  { base, tools }: SourceJob,
  toolchain: string,
): Promise<Part<InstalledFiles>> {
  const own = tools.map((tool) => toolPath(host, tool));
  const isProgram = (path: string): boolean => /^(bin|pkg\/tool)\//.test(path) && !own.includes(path);
  const programs = async (dir: string): Promise<Tree> =>
    treeOf(await hashFiles(host, dir, await host.listTree(dir, { only: isProgram })));
  const [before, after] = [await programs(base.dir), await programs(toolchain)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const { different, compared } = differences(paths, before, after, () => "the first GOROOT");
  if (different.length === 0) return { value: { compared, different } };
  const names = different.map(({ path }) => path).join(" ");
  return {
    missing: `these programs are not those of the first GOROOT, and only ${tools.join(" ")} was built here: ${names}`,
  };
}
