import { dirname } from "node:path";
import { TraceinjectError } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { cacheDir, stateDir } from "../../toolchain/dirs.ts";
import { buildSpace } from "../../toolchain/make.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** A GOROOT is 230 to 460 MB. */
const largestGoroot = 460e6;

export function checkDisk(host: Host): Promise<Diagnosis> {
  return withoutHome("disk", async () => {
    const free = await host.freeSpace(cacheDir(host));
    const needed = largestGoroot + buildSpace;
    const found = `${megabytes(free)} free for ${cacheDir(host)}; a build needs up to ${megabytes(needed)}`;
    if (free >= needed) return { id: "disk", status: "ok", found };
    const remedy =
      "Run `traceinject clean`, free some space, or set XDG_CACHE_HOME to a folder on a larger disk.";
    return { id: "disk", status: "fail", found, remedy };
  });
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

export const checkCache = (host: Host): Promise<Diagnosis> =>
  withoutHome("cache", () => checkWritable(host, "cache", cacheDir(host), "XDG_CACHE_HOME"));

export const checkState = (host: Host): Promise<Diagnosis> =>
  withoutHome("state", () => checkWritable(host, "state", stateDir(host), "XDG_STATE_HOME"));

/** Makes and removes a folder in the nearest folder that exists, so that nothing is left behind. */
async function checkWritable(host: Host, id: string, dir: string, variable: string): Promise<Diagnosis> {
  let nearest = dir;
  while (!(await host.stat(nearest)) && nearest !== "/") nearest = dirname(nearest);
  try {
    await host.remove(await host.tempDir(nearest, ".traceinject-"));
    return { id, status: "ok", found: `${dir} can be written` };
  } catch (error) {
    const found = `${dir} cannot be written: ${(error as Error).message}`;
    return { id, status: "fail", found, remedy: `Set ${variable} to a folder that you can write to.` };
  }
}

async function withoutHome(id: string, check: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof TraceinjectError)) throw error;
    return { id, status: "fail", found: error.message, remedy: error.remedy };
  }
}
