import { join } from "node:path";
import type { Tracing } from "../../audit/proof/report.ts";
import type { Goroot } from "../../toolchain/goroot.ts";
import type { Stamp } from "../../toolchain/stamp.ts";
import type { Job } from "./compile.ts";
import type { Configuration } from "./configurations.ts";
import type { Compiler, Subject } from "./subject.ts";

/** What all configurations of one proof share. */
export interface Proof {
  readonly base: Goroot;
  readonly stamp: Stamp;
  readonly stock: Compiler;
  readonly instrumented: Compiler;
  readonly subject: Subject;
  /** How the instrumented compiler is tried: at least one. */
  readonly tracing: readonly Tracing[];
  /** A folder for everything that is not to stay. */
  readonly scratch: string;
}

/** A compiler set to work on a configuration, with a folder of its own below `dir`. */
export function jobOf(
  { base, subject, ...proof }: Proof,
  name: Compiler["name"],
  tracing: Tracing,
  configuration: Configuration,
  dir: string,
): Job {
  const own = join(dir, `${name}-${tracing}`);
  return { compiler: proof[name], tracing, subject, configuration, base: base.dir, dir: own };
}
