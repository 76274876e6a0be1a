import { basename, join, resolve } from "node:path";
import type { Policy } from "../../audit/policy.ts";
import { parsePolicy } from "../../audit/policy-file.ts";
import { badPolicy } from "../../base/errors.ts";
import { sha256 } from "../../base/fingerprint.ts";
import type { Host } from "../../host/host.ts";

/** Nothing may differ. */
const nothing: Policy = { file: undefined, functions: [], packages: [], data: [] };

/** The policy that the user names, else that of the patch set, if it has one. */
export async function loadPolicy(
  host: Host,
  file: string | undefined,
  patchSet: string | undefined,
): Promise<Policy> {
  if (file !== undefined) return read(host, resolve(host.cwd, file), basename(file));
  const shipped = patchSet === undefined ? undefined : await shippedPolicy(host, patchSet);
  return shipped === undefined ? nothing : read(host, shipped, "policy.yaml");
}

/** SHA-256 of the policy of a patch set; undefined where it has none. */
export async function policyDigest(host: Host, patchSet: string): Promise<string | undefined> {
  const shipped = await shippedPolicy(host, patchSet);
  return shipped === undefined ? undefined : sha256(await host.readBytes(shipped));
}

async function shippedPolicy(host: Host, patchSet: string): Promise<string | undefined> {
  const file = join(patchSet, "policy.yaml");
  return (await host.stat(file)) ? file : undefined;
}

async function read(host: Host, path: string, name: string): Promise<Policy> {
  if (!(await host.stat(path))) throw badPolicy(name, undefined, "there is no such file");
  return parsePolicy(await host.readFile(path), name);
}
