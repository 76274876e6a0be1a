import { basename, join, resolve } from "node:path";
import { type Policy, policyOf } from "../../audit/policy.ts";
import { combinePolicies } from "../../audit/policy-combine.ts";
import { parsePolicy } from "../../audit/policy-file.ts";
import { badPolicy } from "../../base/errors.ts";
import { fingerprint, sha256 } from "../../base/fingerprint.ts";
import type { GoVersion } from "../../base/version.ts";
import type { Host } from "../../host/host.ts";

/** Nothing may differ. */
const nothing: Policy = { file: undefined, functions: [], packages: [], data: [] };

/** The policy that the user names; without one, nothing may differ. */
export async function loadPolicy(host: Host, file: string | undefined): Promise<Policy> {
  return file === undefined ? nothing : read(host, resolve(host.cwd, file), basename(file));
}

/** What the policies of the patch sets in `dirs`, of those that have one, allow together in this build. */
export async function loadSetPolicies(
  host: Host,
  dirs: readonly string[],
  version: GoVersion,
  goarch: string,
): Promise<Policy> {
  const policies: Policy[] = [];
  for (const file of await policyFiles(host, dirs)) {
    const name = dirs.length === 1 ? basename(file.path) : file.name;
    policies.push(policyOf(await read(host, file.path, name), version, goarch));
  }
  return policies.length === 0 ? nothing : combinePolicies(policies);
}

/** SHA-256 of the policy of a patch set, of several a fingerprint of all; undefined where there is none. */
export async function policyDigest(host: Host, dirs: readonly string[]): Promise<string | undefined> {
  const digests: [string, string][] = [];
  for (const { name, path } of await policyFiles(host, dirs))
    digests.push([name, sha256(await host.readBytes(path))]);
  return digests.length > 1 ? fingerprint(Object.fromEntries(digests)) : digests[0]?.[1];
}

/** Those that are there, `mine/policy.yaml` by its path. */
async function policyFiles(host: Host, dirs: readonly string[]): Promise<{ name: string; path: string }[]> {
  const files = dirs.map((dir) => ({
    name: join(basename(dir), "policy.yaml"),
    path: join(dir, "policy.yaml"),
  }));
  const there = await Promise.all(files.map(({ path }) => host.stat(path)));
  return files.filter((_, index) => there[index]);
}

async function read(host: Host, path: string, name: string): Promise<Policy> {
  if (!(await host.stat(path))) throw badPolicy(name, undefined, "there is no such file");
  return parsePolicy(await host.readFile(path), name);
}
