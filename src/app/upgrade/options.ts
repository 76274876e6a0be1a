import type { GorootChoice } from "../../toolchain/goroot.ts";
import type { PatchSetChoice } from "../patch-set.ts";

export interface UpgradeOptions extends GorootChoice, PatchSetChoice {
  /** Packages that are proven; a few of std where absent. */
  readonly sample?: readonly string[] | undefined;
}

/** Small packages of std: floats, assembly below them, generic code; with what they import. */
export const usualSample: readonly string[] = ["errors", "sort", "strconv"];
