import type { Host } from "../host/host.ts";
import type { Diagnosis, DoctorOptions } from "./doctor/diagnosis.ts";
import { checkCache, checkDisk, checkState } from "./doctor/folders.ts";
import { checkGo } from "./doctor/go.ts";
import { checkGit, checkNode, checkParser } from "./doctor/programs.ts";
import { checkVariables } from "./doctor/variables.ts";

export type { Diagnosis, DoctorOptions };

/** What is here, what is missing and what would go wrong. Nothing is built, downloaded or left behind. */
export async function doctor(host: Host, options: DoctorOptions): Promise<Diagnosis[]> {
  const groups = [
    [checkNode(process.versions.node)],
    await checkGo(host, options),
    await checkVariables(host),
    [await checkDisk(host), await checkCache(host), await checkState(host)],
    [await checkParser(host), await checkGit(host)],
  ];
  return groups.flat();
}
