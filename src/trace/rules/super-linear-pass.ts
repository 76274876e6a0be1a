import { formatCount, formatTime } from "../../base/units.ts";
import { leastSize, type PassCosts, sizeOf } from "../analysis/pass-costs.ts";
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

interface Sample {
  readonly process: MeasuredProcess;
  /** Index of the function in its process. */
  readonly function: number;
  readonly values: number;
  readonly time: number;
}

interface Exception extends Sample {
  readonly pass: string;
  /** Nanoseconds for a value: its own, and the median. */
  readonly rate: number;
  readonly usual: number;
  /** Of `time`, what is beyond the usual. */
  readonly beyond: number;
}

/** Of each function the pass that is furthest beyond the usual; the most costly first. */
function exceptions(build: Build): Exception[] {
  const found = new Map<string, Exception>();
  for (const [pass, samples] of samplesByPass(build.own)) {
    if (samples.length < leastFunctions) continue;
    const usual = median(samples.map(({ time, values }) => time / values));
    for (const sample of samples) {
      const beyond = sample.time - usual * sample.values;
      const isOne = sample.values >= leastValues && sample.time >= leastFactor * usual * sample.values;
      if (!isOne || build.workersInElapsed(beyond) < build.worth) continue;
      const key = JSON.stringify([sample.process.file, sample.function]);
      const known = found.get(key);
      const rate = sample.time / sample.values;
      if (!known || known.beyond < beyond) found.set(key, { ...sample, pass, rate, usual, beyond });
    }
  }
  return [...found.values()].sort((a, b) => b.beyond - a.beyond || compare(a.pass, b.pass));
}

const wholeBackEnd = "the back end";

function samplesByPass(processes: readonly MeasuredProcess[]): ReadonlyMap<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  const add = (pass: string, sample: Sample): void => {
    const list = samples.get(pass);
    if (list) list.push(sample);
    else samples.set(pass, [sample]);
  };
  for (const process of processes) {
    const { functions, passCosts } = process.trace.figures;
    const sample = (index: number, time: number): Sample => {
      return { process, function: index, values: sizeOf(functions[index]!), time };
    };
    if (passCosts.pass.length > 0) eachPass(passCosts, (pass, index, time) => add(pass, sample(index, time)));
    else
      for (const [index, one] of functions.entries())
        if (sizeOf(one) >= leastSize) add(wholeBackEnd, sample(index, one.time));
  }
  return samples;
}

type OnPass = (pass: string, index: number, time: number) => void;

function eachPass({ function: of, pass, time, names }: PassCosts, call: OnPass): void {
  for (const [at, index] of of.entries()) call(names[pass[at]!]!, index, time[at]!);
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
