import type { Stamp } from "./stamp.ts";

/** A complete GOROOT with patched tools; `goBinary` can be run from any folder. */
export interface Toolchain {
  readonly goroot: string;
  readonly goBinary: string;
  readonly stamp: Stamp;
  /** Whether it was built just now. */
  readonly fresh: boolean;
}
