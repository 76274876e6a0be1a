import type { FindingInfo } from "../../base/finding.ts";

/** How often something was met, and the first time: the id of that action. */
interface Seen {
  readonly count: number;
  readonly id: number;
}

type Found<Kind extends string, Facts = object> = { readonly kind: Kind } & Readonly<Facts>;

/** News from reading an action graph. Each kind stands at most once, with the facts of its first place. */
export type GraphFinding =
  | Found<"missing-action-graph">
  | Found<"not-an-action-graph", { problem: string }>
  /** `at`: the first one's place in the list, from 0. */
  | Found<"bad-action", { count: number; at: number }>
  | Found<"repeated-action", Seen>
  | Found<"bad-action-field", Seen & { field: string }>
  | Found<"unknown-dependency", Seen & { dependency: number }>
  | Found<"dependency-cycle", Seen & { dependency: number }>
  /** Up to `by` nanoseconds. */
  | Found<"action-clock-goes-back", Seen & { by: number }>
  | Found<"graph-without-times">
  | Found<"unfinished-action", Seen>;

/** News from bringing a graph and traced processes together. */
export type JoinFinding =
  /** `file`: the first one's span file. */
  | Found<"process-without-action", { count: number; file: string }>
  /** `by`: the longest that one is outside, in nanoseconds, beyond the error of the clock. */
  | Found<"process-outside-action", { count: number; file: string; by: number }>
  /** The anchors contradict each other by so many nanoseconds. */
  | Found<"wall-clock-set", { by: number }>
  | Found<"graph-of-another-time">;

export type ActionFinding = GraphFinding | JoinFinding;

export const actionFindingInfo: Readonly<Record<ActionFinding["kind"], FindingInfo>> = {
  "missing-action-graph": {
    title: "No action graph",
    severity: "note",
    why: "The go command was asked for it, but ended before it had anything to build, or was not there to write it.",
    remedy:
      "Nothing needs to be done where it had nothing to build; else let the build finish and trace it again.",
  },
  "not-an-action-graph": {
    title: "Not an action graph",
    severity: "error",
    why: "The file is not what `go build -debug-actiongraph` writes, so nothing was read from it.",
    remedy: "Remove it, or trace the build again.",
  },
  "bad-action": {
    title: "Action that cannot be read",
    severity: "warning",
    why: "It is no object with a whole number ID, so it was left out.",
    remedy: "Trace the build again; report it with the file if a go command wrote it so.",
  },
  "repeated-action": {
    title: "Two actions of one id",
    severity: "warning",
    why: "It is not known which of them others depend on. The first one counts.",
    remedy: "Trace the build again; report it with the file if a go command wrote it so.",
  },
  "bad-action-field": {
    title: "Field of an action that cannot be read",
    severity: "warning",
    why: "It is of another type than in any release that is known; it counts as absent.",
    remedy: "Report it with the file and the release of Go.",
  },
  "unknown-dependency": {
    title: "Dependency on an action that is not there",
    severity: "warning",
    why: "The graph is incomplete, so waiting and critical path may be wrong around it.",
    remedy: "Trace the build again; report it with the file if a go command wrote it so.",
  },
  "dependency-cycle": {
    title: "Actions that wait for each other",
    severity: "warning",
    why: "No build can run such a graph. One dependency of each cycle was left out.",
    remedy: "Trace the build again; report it with the file if a go command wrote it so.",
  },
  "action-clock-goes-back": {
    title: "Clock goes back",
    severity: "warning",
    why: "An action started before it was ready or ended before it started: the wall clock was set during the build. Such times were moved up.",
    remedy: "Trace the build again.",
  },
  "graph-without-times": {
    title: "Action graph without times",
    severity: "warning",
    why: "The go command writes the graph once before it builds and again, with times, at the end, which it did not reach.",
    remedy: "Let the build finish and trace it again.",
  },
  "unfinished-action": {
    title: "Actions that did not run to their end",
    severity: "note",
    why: "The build was interrupted before them.",
    remedy: "Let the build finish to see them.",
  },
  "process-without-action": {
    title: "Process of no action",
    severity: "note",
    why: "No action of the graph can be told to have run it: it is of another invocation of go, or of one of two that ran at once.",
    remedy: "Nothing needs to be done; its times count everywhere else.",
  },
  "process-outside-action": {
    title: "Process outside the time of its action",
    severity: "warning",
    why: "The graph is of another build of the same sources, or the wall clock was set in between.",
    remedy: "Report one build at a time, and let the clock be while it runs.",
  },
  "wall-clock-set": {
    title: "Wall clock was set during the build",
    severity: "warning",
    why: "The go command records times of the wall clock only, so its actions may stand in the wrong place by as much.",
    remedy: "Trace the build again.",
  },
  "graph-of-another-time": {
    title: "Action graph of another time",
    severity: "warning",
    why: "It ended before the traced processes began or began after they had ended, so it is of another build.",
    remedy: "Report it together with the span files of the same build.",
  },
};

/** What there is to say about one finding besides its kind, as a whole sentence; empty where there is nothing. */
export function describeActionFinding(finding: ActionFinding): string {
  switch (finding.kind) {
    case "not-an-action-graph":
      return `${finding.problem}.`;
    case "bad-action":
      return `${finding.count} of them, the first at place ${finding.at} of the list.`;
    case "repeated-action":
    case "unfinished-action":
      return `${finding.count} of them, the first is action ${finding.id}.`;
    case "bad-action-field":
      return `${finding.count} of them, the first is ${finding.field} of action ${finding.id}.`;
    case "unknown-dependency":
    case "dependency-cycle":
      return `${finding.count} of them, the first is of action ${finding.id} on ${finding.dependency}.`;
    case "action-clock-goes-back":
      return `${finding.count} of them, by up to ${finding.by} ns, the first is action ${finding.id}.`;
    case "process-without-action":
      return `${finding.count} of them, the first is of ${finding.file}.`;
    case "process-outside-action":
      return `${finding.count} of them, by up to ${finding.by} ns, the first is of ${finding.file}.`;
    case "wall-clock-set":
      return `It was off by up to ${finding.by} ns.`;
    case "missing-action-graph":
    case "graph-without-times":
    case "graph-of-another-time":
      return "";
  }
}

type WithoutCount<F> = F extends { readonly count: number } ? Omit<F, "count"> : F;

/** Collects findings: the first of each kind with its facts, the others as a count; of `by` the largest. */
export class ActionFindings {
  private readonly byKind = new Map<string, ActionFinding>();

  add(finding: WithoutCount<ActionFinding>): void {
    const seen = this.byKind.get(finding.kind) as
      | (ActionFinding & { count?: number; by?: number })
      | undefined;
    const by = "by" in finding ? { by: Math.max(finding.by, seen?.by ?? 0) } : {};
    const count = counted.has(finding.kind) ? { count: (seen?.count ?? 0) + 1 } : {};
    this.byKind.set(finding.kind, { ...(seen ?? finding), ...by, ...count } as ActionFinding);
  }

  /** In the order in which the kinds were first met. */
  all<F extends ActionFinding>(): F[] {
    return [...this.byKind.values()] as F[];
  }
}

/** The kinds that may be met more often than once. */
const counted: ReadonlySet<ActionFinding["kind"]> = new Set([
  "bad-action",
  "repeated-action",
  "bad-action-field",
  "unknown-dependency",
  "dependency-cycle",
  "action-clock-goes-back",
  "unfinished-action",
  "process-without-action",
  "process-outside-action",
]);
