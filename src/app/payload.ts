import { join } from "node:path";
import { badPatchSet } from "../base/errors.ts";
import type { DirEntry, Host } from "../host/host.ts";
import type { PayloadFile } from "../patch/patch.ts";

/**
 * The Go files that the patch set in `dir` adds, without their tests, sorted by path. Throws `bad-patch-set` for a link:
 * what goes into a toolchain lies below `payload/` itself.
 */
export async function readPayload(host: Host, dir: string, set: string): Promise<PayloadFile[]> {
  const root = join(dir, "payload");
  const files: PayloadFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await host.readDir(join(root, folder))) {
      const path = join(folder, entry.name);
      await refuseLink(host, join(root, folder), entry);
      if (entry.kind === "dir") await visit(path);
      else if (isPayload(entry)) files.push({ set, path, text: await host.readFile(join(root, path)) });
    }
  };
  await visit("");
  for (const { path } of files)
    if (!path.includes("/"))
      throw badPatchSet(join(root, path), "it is in no package: add folders, as below GOROOT/src");
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isPayload = ({ kind, name }: DirEntry): boolean =>
  kind === "file" && name.endsWith(".go") && !name.endsWith("_test.go");

async function refuseLink(host: Host, folder: string, { name }: DirEntry): Promise<void> {
  const real = await host.realPath(join(folder, name)).catch(() => undefined); // a link that leads nowhere
  if (real === join(await host.realPath(folder), name)) return;
  throw badPatchSet(join(folder, name), "it is a link, and a payload must not lead out of its folder");
}
