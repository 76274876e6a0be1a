import type { FindingInfo } from "../base/finding.ts";
import { type EventFinding, eventFindingInfo } from "./event-finding.ts";

/** Where in the file a kind of finding was first met (offset of the byte), and how often in all. */
interface Place {
  readonly at: number;
  readonly count: number;
}

export type Found<Kind extends string, Facts = object> = { readonly kind: Kind } & Place & Readonly<Facts>;

/** News from decoding one span file. Each kind stands at most once in a file, with the facts of its first place. */
export type DecodeFinding =
  | Found<"not-a-span-file">
  | Found<"unknown-format", { format: string }>
  | Found<"bad-header", { problem: string }>
  | Found<"repeated-header">
  | Found<"torn-chunk">
  | Found<"oversized-chunk", { length: number }>
  | Found<"bad-checksum">
  | Found<"unknown-chunk", { chunk: string }>
  | Found<"unknown-record", { lane: number; tag: number }>
  | Found<"bad-record", { lane: number }>
  | Found<"unknown-event", { lane: number; event: string }>
  | Found<"bad-event", { lane: number; event: string }>
  | Found<"undefined-string", { lane: number; id: string }>
  | Found<"stray-attribute", { lane: number }>
  | Found<"end-without-begin", { lane: number }>
  | Found<"nested-too-deep", { lane: number }>
  | Found<"clock-goes-back", { lane: number; by: number }>
  | Found<"rounded-value", { lane: number }>
  | Found<"chunk-after-exit">
  | Found<"bad-exit">
  | Found<"records-dropped">
  | Found<"no-exit">;

/** News of what is around a span file; whoever reads it knows. */
type ReadingFinding =
  /** `problem`: the code of the system's error. */
  | Found<"unreadable-file", { problem: string }>
  /** `no-exit` in a session that still runs. */
  | Found<"not-ended">;

/** News of one span file. */
export type FileFinding = DecodeFinding | ReadingFinding | EventFinding;

/** News from placing many files on one clock. */
export type TimelineFinding = { readonly kind: "other-boot" };

/** A finding and the span file that it is about. */
export type TraceFinding = (FileFinding | TimelineFinding) & { readonly file: string };

export const traceFindingInfo: Readonly<Record<TraceFinding["kind"], FindingInfo>> = {
  "not-a-span-file": {
    title: "Not a span file",
    severity: "error",
    why: "The file does not begin with the magic of a span file, so nothing was read from it.",
    remedy: "Remove it from the session folder.",
  },
  "unknown-format": {
    title: "Span file of another format",
    severity: "error",
    why: "A compiler that another version of traceinject instrumented has written it; nothing was read from it.",
    remedy: "Read it with that version, or trace the build again.",
  },
  "bad-header": {
    title: "Span file without a usable header",
    severity: "error",
    why: "Without the header nothing tells which process this is and where its clock stands, so nothing was read.",
    remedy: "Trace the build again; report it if the process was not killed and the disk was not full.",
  },
  "repeated-header": {
    title: "Second header",
    severity: "warning",
    why: "The file has more than one header, as if two processes had written into it. The first one counts.",
    remedy: "Trace the build again into an empty session folder.",
  },
  "torn-chunk": {
    title: "Span file is cut off",
    severity: "warning",
    why: "The process was killed while it wrote, or the disk was full. Everything before the cut was read.",
    remedy: "Free space on the disk or let the build finish, then trace it again.",
  },
  "oversized-chunk": {
    title: "Chunk of impossible length",
    severity: "warning",
    why: "A chunk claims to be longer than 16 MiB: the file is damaged there. Everything before it was read.",
    remedy: "Trace the build again; check the disk if it happens twice.",
  },
  "bad-checksum": {
    title: "Damaged chunk",
    severity: "warning",
    why: "The checksum of a chunk does not fit its bytes. Everything before it was read, nothing after it.",
    remedy: "Trace the build again; check the disk if it happens twice.",
  },
  "unknown-chunk": {
    title: "Chunk of unknown kind",
    severity: "note",
    why: "A newer version has written kinds of chunks that this one does not know; they were skipped.",
    remedy: "Update traceinject to see them.",
  },
  "unknown-record": {
    title: "Record of unknown kind",
    severity: "warning",
    why: "The rest of its chunk could not be read; names defined there read as #id, and spans of that lane may nest wrongly from there.",
    remedy: "Update traceinject to the version that instrumented the compiler.",
  },
  "bad-record": {
    title: "Record that breaks the format",
    severity: "warning",
    why: "A number or a text does not fit its chunk though the checksum is right, so the writer is at fault. The rest of the chunk was dropped.",
    remedy: "Report it with the file.",
  },
  "unknown-event": {
    title: "Event of unknown kind",
    severity: "note",
    why: "A newer version has written events that this one does not know; they were skipped.",
    remedy: "Update traceinject to see them.",
  },
  "bad-event": {
    title: "Event that breaks its schema",
    severity: "warning",
    why: "Its fields do not fit its length, so it was dropped; what stands around it was read.",
    remedy: "Report it with the file.",
  },
  "undefined-string": {
    title: "Name that was never defined",
    severity: "warning",
    why: "The part of the file that defines it is lost, so it reads as #id.",
    remedy: "Trace the build again to see the name.",
  },
  "stray-attribute": {
    title: "Attribute without a span",
    severity: "warning",
    why: "No span stands before it, so it was dropped.",
    remedy: "Report it with the file if nothing else is damaged.",
  },
  "end-without-begin": {
    title: "End without a begin",
    severity: "warning",
    why: "No span was open on the lane, so the end was ignored: the begin is lost.",
    remedy: "Report it with the file if nothing else is damaged.",
  },
  "nested-too-deep": {
    title: "Spans nested too deep",
    severity: "warning",
    why: "More than 256 spans are open at once on one lane, as in no build. Those within them were dropped.",
    remedy: "Report it with the file if nothing else is damaged.",
  },
  "clock-goes-back": {
    title: "Clock goes back",
    severity: "warning",
    why: "A time lies before one that was recorded earlier. It was moved up to that one, so durations there are too short.",
    remedy: "Trace the build again; report it with the file if it happens twice.",
  },
  "rounded-value": {
    title: "Rounded value",
    severity: "note",
    why: "A counter or an attribute is beyond ±2^53 and was rounded to the nearest number that fits.",
    remedy: "Read the last digits of such values as unknown.",
  },
  "chunk-after-exit": {
    title: "Data after the exit record",
    severity: "note",
    why: "A worker wrote while the process was on its way out. The data counts.",
    remedy: "Nothing needs to be done.",
  },
  "bad-exit": {
    title: "Exit record that cannot be read",
    severity: "warning",
    why: "The exit record is too short or its time is impossible, so exit code and end of the process are not known.",
    remedy: "Report it with the file.",
  },
  "records-dropped": {
    title: "Records were dropped",
    severity: "warning",
    why: "The writer could not write everything, as its exit record says, so times are missing.",
    remedy: "Free space on the disk and trace the build again.",
  },
  "no-exit": {
    title: "Process ended without an exit record",
    severity: "warning",
    why: "It was killed or crashed; where no record of a session lies beside it, it may still be running. Spans that it left open end at its last recorded time.",
    remedy: "Read the output of the build for the crash.",
  },
  "not-ended": {
    title: "Process that has not ended yet",
    severity: "note",
    why: "Its session is still running. Its figures, and spans that are open, are those up to its last recorded time.",
    remedy: "Let the build finish, then look again.",
  },
  "unreadable-file": {
    title: "Span file that cannot be read",
    severity: "error",
    why: "The system refuses it (no permission, a broken disk, or it was removed just now), so its process is missing.",
    remedy: "Look at the file's permissions and at the disk; or trace the build again.",
  },
  ...eventFindingInfo,
  "other-boot": {
    title: "Trace from another boot or time namespace",
    severity: "warning",
    why: "Its monotonic clock is not that of the other files, so it was placed by its wall clock, which may have been set in between.",
    remedy: "Report one build at a time.",
  },
};

/** Whether something is wrong: a note only tells. */
export function hasProblem(findings: readonly TraceFinding[]): boolean {
  return findings.some(({ kind }) => traceFindingInfo[kind].severity !== "note");
}

type WithoutCount<F> = F extends Found<string> ? Omit<F, "count"> & { readonly count?: number } : never;

/** Collects the findings of one file: the first of each kind with its facts, the others as a count. */
export class CountedFindings<Finding extends Found<string>> {
  private readonly byKind = new Map<string, Finding>();

  add(finding: WithoutCount<Finding>): void {
    const seen = this.byKind.get(finding.kind);
    const count = (seen?.count ?? 0) + (finding.count ?? 1);
    this.byKind.set(finding.kind, { ...(seen ?? finding), count } as Finding);
  }

  /** In the order in which the kinds were first met. */
  all(): Finding[] {
    return [...this.byKind.values()];
  }
}

export class DecodeFindings extends CountedFindings<DecodeFinding> {}
