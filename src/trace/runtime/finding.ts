import type { FindingInfo } from "../../base/finding.ts";
import type { Found } from "../finding.ts";

/** News from reading one execution trace. Each kind stands at most once in a file, with the facts of its first place. */
export type RuntimeTraceFinding =
  | Found<"not-an-execution-trace">
  | Found<"unknown-trace-version", { format: string }>
  | Found<"torn-trace">
  | Found<"bad-batch", { problem: string }>
  | Found<"bad-trace-event", { event: number }>
  /** `count`: the annotations that were dropped with it. */
  | Found<"incomplete-generation">
  | Found<"generation-out-of-order", { generation: number }>
  | Found<"undefined-trace-string", { id: number }>
  | Found<"no-frequency">
  | Found<"annotation-without-goroutine">
  | Found<"region-end-without-begin">
  | Found<"region-end-mismatch", { begun: string; ended: string }>
  | Found<"task-cycle", { task: number }>;

export const runtimeTraceFindingInfo: Readonly<Record<RuntimeTraceFinding["kind"], FindingInfo>> = {
  "not-an-execution-trace": {
    title: "Not an execution trace",
    severity: "error",
    why: "The file does not begin as an execution trace of Go does, so nothing was read from it.",
    remedy:
      "Name a file that package runtime/trace, `go test -trace` or `compile -traceprofile` has written.",
  },
  "unknown-trace-version": {
    title: "Execution trace of another version",
    severity: "error",
    why: "Its header names a format that this version of traceinject does not know, so nothing was read from it.",
    remedy: "Update traceinject, or trace the program with a release from go1.11 to go1.27.",
  },
  "torn-trace": {
    title: "Execution trace is cut off",
    severity: "warning",
    why: "The program was killed while it wrote, or the disk was full. What was complete before the cut was read.",
    remedy: "Let the program call trace.Stop before it ends, then trace it again.",
  },
  "bad-batch": {
    title: "Damaged batch of events",
    severity: "warning",
    why: "What follows cannot be found any more. Everything before it was read.",
    remedy: "Trace the program again; check the disk if it happens twice.",
  },
  "bad-trace-event": {
    title: "Event that breaks the format",
    severity: "warning",
    why: "An event of unknown kind, or one whose numbers do not fit its batch. The rest of the batch was dropped.",
    remedy: "Update traceinject if a newer Go has written it; else trace the program again.",
  },
  "incomplete-generation": {
    title: "Incomplete part of an execution trace",
    severity: "warning",
    why: "The names of a part (a second or so) stand at its end, which is lost: what was annotated in it was dropped.",
    remedy: "Let the program call trace.Stop before it ends, then trace it again.",
  },
  "generation-out-of-order": {
    title: "Parts of an execution trace out of order",
    severity: "warning",
    why: "The parts are not numbered one after the other, so parts in between are lost or twice there.",
    remedy: "Trace the program again; report it with the file if it happens twice.",
  },
  "undefined-trace-string": {
    title: "Name that was never defined",
    severity: "warning",
    why: "The part of the file that defines it is lost, so it reads as #id.",
    remedy: "Trace the program again to see the name.",
  },
  "no-frequency": {
    title: "Clock of unknown speed",
    severity: "warning",
    why: "The end of the file, which says how many ticks a second has, is lost: times are in ticks only.",
    remedy: "Let the program call trace.Stop before it ends, then trace it again.",
  },
  "annotation-without-goroutine": {
    title: "Annotation of an unknown goroutine",
    severity: "warning",
    why: "Nothing in the file says which goroutine ran there, so it was dropped.",
    remedy: "Trace the program again; report it with the file if nothing else is damaged.",
  },
  "region-end-without-begin": {
    title: "Region that began before the trace",
    severity: "note",
    why: "It is not known when it began, so its end was dropped.",
    remedy: "Start the trace before the region if you want to see it.",
  },
  "region-end-mismatch": {
    title: "Region that ends within another",
    severity: "warning",
    why: "A region was not ended in the order in which regions began on its goroutine; the innermost one was ended instead.",
    remedy: "End regions in reverse order, on the goroutine that began them.",
  },
  "task-cycle": {
    title: "Task that is part of itself",
    severity: "warning",
    why: "Its chain of parents would lead back to it, so it has no parent.",
    remedy: "Report it with the file if nothing else is damaged.",
  },
};

/** What there is to say about one finding besides its kind, as a whole sentence; empty where the kind says it all. */
export function describeRuntimeTraceFinding(finding: RuntimeTraceFinding): string {
  switch (finding.kind) {
    case "unknown-trace-version":
      return `It says ${finding.format}.`;
    case "bad-batch":
      return `At byte ${finding.at} ${finding.problem}.`;
    case "bad-trace-event":
      return `${finding.count} batches were cut short, the first one at byte ${finding.at} with event ${finding.event}.`;
    case "incomplete-generation":
      return `${finding.count} annotations were dropped.`;
    case "generation-out-of-order":
      return `The first one is ${finding.generation}, at byte ${finding.at}.`;
    case "undefined-trace-string":
      return `${finding.count} names, the first one is #${finding.id}.`;
    case "annotation-without-goroutine":
    case "region-end-without-begin":
      return `${finding.count} were dropped.`;
    case "region-end-mismatch":
      return `${finding.count} times, first ${JSON.stringify(finding.ended)} within ${JSON.stringify(finding.begun)}.`;
    case "task-cycle":
      return `Task ${finding.task}${finding.count > 1 ? ` and ${finding.count - 1} others` : ""}.`;
    default:
      return "";
  }
}
