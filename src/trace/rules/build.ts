import type { WorkUnit } from "../actions/work-unit.ts";
import { type DeclarationRow, declarationRows } from "../analysis/declarations.ts";
import type { CompiledFunction } from "../analysis/functions.ts";
import { importPathOf, withoutVariant } from "../event.ts";
import type { MeasuredProcess, RuleInput, SourcePlace } from "./advice.ts";

/** Nobody needs advice about a shorter build; nanoseconds. */
export const leastBuild = 1e9;

/**
 * Less is not worth a sentence: nobody waits for a fifth of a second, and on a loaded machine any process can be
 * stopped for as long. Nanoseconds.
 */
export const leastGain = 200e6;

/** Of a longer build, this share: people ask what its large pieces are. */
export const leastShare = 0.02;

/** A build as the rules look at it. Times are nanoseconds. */
export class Build implements RuleInput {
  readonly analysis: RuleInput["analysis"];
  readonly processes: readonly MeasuredProcess[];
  readonly misses?: NonNullable<RuleInput["misses"]>;
  readonly generated?: NonNullable<RuleInput["generated"]>;
  /** How long it took: from the first process to the last, or as go says. */
  readonly elapsed: number;
  /** What less would save is not worth a sentence. */
  readonly worth: number;
  /** Its compiles, as far as the user can change what they compile: not of the standard library, unless it is all. */
  readonly own: readonly MeasuredProcess[];
  private readonly ownPackages: ReadonlySet<string>;

  constructor(input: RuleInput) {
    this.analysis = input.analysis;
    this.processes = input.processes;
    if (input.misses) this.misses = input.misses;
    if (input.generated) this.generated = input.generated;
    this.elapsed = Math.max(input.analysis.elapsed, input.analysis.actions?.wall ?? 0);
    this.worth = Math.max(leastGain, leastShare * this.elapsed);
    const compiles = input.processes.filter(({ header }) => header.tool === "compile");
    const others = compiles.filter((process) => !isStandard(process));
    this.own = others.length > 0 ? others : compiles;
    this.ownPackages = new Set(this.own.map(packageOf));
  }

  owns({ package: path }: Pick<WorkUnit, "package">): boolean {
    return this.ownPackages.has(path);
  }

  /** What wall time of processes is of the time from the first to the last of them, as many ran side by side. */
  inElapsed(time: number): number {
    const { elapsed, total } = this.analysis;
    return Math.min(time, (time * elapsed) / Math.max(total.wall, 1));
  }

  /** The same for time on parallel workers, which runs in the back end. */
  workersInElapsed(time: number): number {
    const { backEnd, functionTime } = this.analysis.total;
    return this.inElapsed(Math.min(time, (time * backEnd) / Math.max(functionTime, 1)));
  }

  /** The time of the functions of its own compiles, charged to declarations; the longest first. */
  get declarations(): readonly DeclarationRow[] {
    const compiles = this.processes.filter(({ header }) => header.tool === "compile");
    if (this.own.length === compiles.length) return this.analysis.declarations;
    return declarationRows(
      this.own.map((process) => ({ package: importPathOf(process.header), ...process.trace.figures })),
    );
  }

  /** Where the first function stands that is meant, of all that were compiled. */
  placeOf(isMeant: (one: CompiledFunction, home: string) => boolean): SourcePlace | undefined {
    for (const { header, trace } of this.processes) {
      const home = importPathOf(header);
      const found = trace.figures.functions.find((one) => one.compiled && isMeant(one, home));
      if (found?.compiled?.file) return { file: found.compiled.file, line: found.compiled.line };
    }
    return undefined;
  }
}

/** Whether a process compiles a package of the standard library: go tells the compiler so, by `-std`. */
export function isStandard({ trace }: MeasuredProcess): boolean {
  return trace.figures.start?.flags.includes("std=true") ?? false;
}

/** The import path without its test variant, as go names it in its action graph. */
export function packageOf({ header }: Pick<MeasuredProcess, "header">): string {
  return withoutVariant(importPathOf(header));
}
