import { basename, join, resolve } from "node:path";
import type { Policy } from "../../audit/policy.ts";
import { parsePolicy } from "../../audit/policy-file.ts";
import { badPolicy } from "../../base/errors.ts";
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
  const shipped = patchSet && join(patchSet, "policy.yaml");
  if (!shipped || !(await host.stat(shipped))) return nothing;
  return read(host, shipped, "policy.yaml");
}

async function read(host: Host, path: string, name: string): Promise<Policy> {
  if (!(await host.stat(path))) throw badPolicy(name, undefined, "there is no such file");
  return parsePolicy(await host.readFile(path), name);
}
