import type { ActionRow } from "../actions/analyze.ts";
import type { WorkUnit } from "../actions/work-unit.ts";
import type { DeclarationRow } from "../analysis/declarations.ts";
import type { FunctionRow } from "../analysis/functions.ts";
import type { ImportRow, PartRow } from "../analysis/parts.ts";
import type { PhaseRow } from "../analysis/phases.ts";
import type { ProcessRow } from "../analysis/processes.ts";
import type { SourceFile } from "../analysis/source-files.ts";
import type { NamedSum } from "../analysis/sums.ts";
import type { Miss } from "../misses/miss.ts";
import type { Advice } from "../rules/advice.ts";

/** All that a session knows of one result for one package: a compile, a test variant's compile, or a link. */
export interface Explanation {
  /** The import path, with its test variant. */
  readonly package: string;
  readonly work: WorkUnit["work"];
  /** What go did, and when; absent where it was not asked. */
  readonly action?: ExplainedAction;
  /** Why the build cache did not have it; absent where that is not known, or it had. */
  readonly miss?: Miss;
  /** In the order of the timeline; none where the result was there already. The tables are of them. */
  readonly processes: readonly ProcessRow[];
  readonly phases: readonly PhaseRow[];
  readonly parts: readonly PartRow[];
  readonly functions: readonly FunctionRow[];
  readonly passes: readonly NamedSum[];
  /** Generic declarations, by what their instances in this package cost. */
  readonly generics: readonly DeclarationRow[];
  readonly dependencies: readonly ImportRow[];
  readonly files: readonly SourceFile[];
  /** Of the build's advice, what is about this package. */
  readonly advice: readonly Advice[];
}

export interface ExplainedAction extends ActionRow {
  /** What was done last of all that it had to wait for. */
  readonly after?: WorkUnit;
  /** Its place on the critical path, from 1; absent where it is on none. */
  readonly onPath?: number;
}
