import { buildFlag } from "./build-flags.ts";
import type { GoSettings } from "./go-settings.ts";

/** How many actions go runs at once: `-p`, else the GOMAXPROCS of the go command. Undefined where neither is known. */
export function jobsOf(args: readonly string[], { GOFLAGS = "", maxProcs }: GoSettings): number | undefined {
  const value = buildFlag("p", args, GOFLAGS);
  if (value === undefined) return maxProcs;
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined;
}
