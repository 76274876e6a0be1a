import { join } from "node:path";
import type { AuditEvidence } from "../audit/provenance/audit-statement.ts";
import { documentsOf } from "../audit/provenance/documents.ts";
import type { ToolchainFacts } from "../audit/provenance/facts.ts";
import { digestOf, type TreeEntry, toolchainTree, treeOf } from "../audit/provenance/tree.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import type { PatchSet } from "../patch/patch.ts";
import { toolchainName } from "../toolchain/cache.ts";
import { fileHashes } from "../toolchain/identity.ts";
import type { Inputs } from "../toolchain/make.ts";
import type { Stamp } from "../toolchain/stamp.ts";

/**
 * Writes provenance and bill of materials into a finished toolchain that is not published yet, and what an audit gave
 * if there was one. The digest of its tree comes from the hashes of the base, which are known; that the copy holds just
 * these files is for `verify` to see.
 */
export async function writeRecords(
  host: Host,
  folder: string,
  { base, set }: Inputs,
  stamp: Stamp,
  audit?: AuditEvidence,
): Promise<void> {
  const facts = await factsOf(host, stamp, set, await fileHashes(host, base));
  for (const [path, text] of documentsOf(facts, audit)) await host.writeFile(join(folder, path), text);
}

/** What the documents say about a toolchain with this stamp, made from this base and this patch set. */
export async function factsOf(
  host: Host,
  { fingerprint, traceinject, base, patchSet, recipe, tools, files }: Stamp,
  set: PatchSet,
  baseFiles: readonly TreeEntry[],
): Promise<ToolchainFacts> {
  const { version, goos, goarch, digest } = base;
  return {
    name: toolchainName(version, fingerprint),
    fingerprint,
    traceinject: { version: traceinject, dependencies: await ownDependencies(host) },
    base: { version, goos, goarch, digest, dirHash1: digestOf(treeOf(baseFiles)) },
    patchSet: { name: patchSet.name, fingerprint: patchSet.fingerprint, files: set.files },
    recipe: { ...recipe },
    tools,
    tree: digestOf(toolchainTree(baseFiles, tools, files)),
  };
}

/** The npm packages that we run with; package.json names each by its exact version. */
async function ownDependencies(host: Host): Promise<Record<string, string>> {
  const text = await host.readFile(join(packageRoot(), "package.json"));
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}
