import type { GorootChoice } from "../../toolchain/goroot.ts";
import type { PatchSetChoice } from "../patch-set.ts";

/** One thing that was looked at. `fail`: `build` or `go` will not work. `warn`: something will not be as expected. */
export interface Diagnosis {
  /** Stable, for scripts: `go`, `patches`, `disk`. */
  readonly id: string;
  readonly status: "ok" | "warn" | "fail";
  readonly found: string;
  readonly remedy?: string;
}

export type DoctorOptions = GorootChoice & PatchSetChoice;
