import { formatCount, formatTime } from "../../base/units.ts";
import { leastSize, sizeOf } from "../analysis/pass-costs.ts";
import { compare } from "../analysis/sums.ts";
import { importPathOf } from "../event.ts";
import type { MeasuredProcess, Observation, Rule } from "./advice.ts";
import type { Build } from "./build.ts";

/** A median of fewer functions is no rule that one could be an exception of. */
const leastFunctions = 30;

/** In smaller functions a pass that grows too fast does not show, but a process that was stopped does. */
const leastValues = 2000;

/** The times of one pass for a value scatter by a factor of two or three; this is beyond. */
const leastFactor = 10;

const most = 3;

/** A function over which one pass takes far longer for each SSA value than over the others. */
export const superLinearPass: Rule = {
  id: "super-linear-pass",
  title: "A function with a super-linear pass",
  when: `One pass (with less than level pass, the whole back end) takes at least ${leastFactor} times as long for each SSA value of a function as it does in the median over the at least ${leastFunctions} functions of the build with ${leastSize} values or more. The function has at least ${leastValues} values, and what is beyond the median is worth a sentence.`,
  remedy:
    "Split the function, most of all where one body holds a table, a switch or generated code; a compiler issue with it as the example is welcome, too.",
  hasPlace: true,
  observe: (build) =>
    exceptions(build)
      .slice(0, most)
      .map((one) => observation(one, build)),
};

interface Exception {
  readonly process: MeasuredProcess;
  /** Index of the function in its process. */
  readonly function: number;
  readonly values: number;
  readonly time: number;
  readonly pass: string;
  /** Nanoseconds for a value: its own, and the median. */
  readonly rate: number;
  readonly usual: number;
  /** Of `time`, what is beyond the usual. */
  readonly beyond: number;
}

/** Of each function the pass that is furthest beyond the usual; the most costly first. */
function exceptions(build: Build): Exception[] {
  const usualRates = ratesByPass(build.own);
  const found = new Map<string, Exception>();
  for (const process of build.own)
    eachSample(process, (pass, index, values, time) => {
      const usual = usualRates.get(pass);
      if (usual === undefined || values < leastValues || time < leastFactor * usual * values) return;
      const beyond = time - usual * values;
      if (build.workersInElapsed(beyond) < build.worth) return;
      const key = JSON.stringify([process.file, index]);
      const known = found.get(key);
      const one = { process, function: index, values, time, pass, rate: time / values, usual, beyond };
      if (!known || known.beyond < beyond) found.set(key, one);
    });
  return [...found.values()].sort((a, b) => b.beyond - a.beyond || compare(a.pass, b.pass));
}

/** What a pass usually takes for a value, in nanoseconds; only of passes that enough functions tell. */
function ratesByPass(processes: readonly MeasuredProcess[]): ReadonlyMap<string, number> {
  const rates = new Map<string, number[]>();
  for (const process of processes)
    eachSample(process, (pass, _, values, time) => {
      const list = rates.get(pass);
      if (list) list.push(time / values);
      else rates.set(pass, [time / values]);
    });
  const enough = [...rates].filter(([, list]) => list.length >= leastFunctions);
  return new Map(enough.map(([pass, list]) => [pass, median(list)]));
}

const wholeBackEnd = "the back end";

/** `index` is that of the function in its process; `time` is nanoseconds. */
type OnSample = (pass: string, index: number, values: number, time: number) => void;

/** What is known of the larger functions of a process: no list, as there may be a million. */
function eachSample({ trace }: MeasuredProcess, call: OnSample): void {
  const { functions, passCosts } = trace.figures;
  const { function: of, pass, time, names } = passCosts;
  for (let at = 0; at < of.length; at++)
    call(names[pass[at]!]!, of[at]!, sizeOf(functions[of[at]!]!), time[at]!);
  if (of.length > 0) return;
  for (const [index, one] of functions.entries())
    if (sizeOf(one) >= leastSize) call(wholeBackEnd, index, sizeOf(one), one.time);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)]!;
}

function observation(one: Exception, build: Build): Observation {
  const { name, compiled } = one.process.trace.figures.functions[one.function]!;
  const { pass, time, values, rate, usual, beyond } = one;
  const factor = Math.round(rate / usual);
  return {
    subject: name,
    evidence: { time, values, nanosecondsPerValue: rate, medianPerValue: usual, factor: rate / usual },
    sentence: `${pass} takes ${formatTime(time)} over ${name} (${importPathOf(one.process.header)}, ${formatCount(values, "SSA value")}): ${factor} times as long for each value as over other functions.`,
    saves: build.workersInElapsed(beyond),
    ...(compiled?.file && { place: { file: compiled.file, line: compiled.line } }),
  };
}
