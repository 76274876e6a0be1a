import type { FindingInfo } from "../../base/finding.ts";
import type { Found } from "../finding.ts";

/** News from reading what `go build -debug-trace` wrote. Each kind stands at most once, with the byte of its first place. */
export type GoTraceFinding =
  | Found<"torn-go-trace">
  | Found<"bad-go-trace-event">
  | Found<"go-trace-end-without-begin">
  | Found<"go-trace-clock-goes-back">
  | Found<"go-trace-too-wide">;

export const goTraceFindingInfo: Readonly<Record<GoTraceFinding["kind"], FindingInfo>> = {
  "torn-go-trace": {
    title: "Trace of the go command is cut off",
    severity: "warning",
    why: "The go command was killed, or the disk was full. Spans that have no end there end at the last time of the file.",
    remedy: "Let the build finish, then trace it again.",
  },
  "bad-go-trace-event": {
    title: "Event of the go command that cannot be read",
    severity: "warning",
    why: "It is none of the events that go1.19 to go1.27 write, each on a line of its own, so it was dropped.",
    remedy: "Report it with the file if a go command wrote it so.",
  },
  "go-trace-end-without-begin": {
    title: "End without a begin in the trace of the go command",
    severity: "warning",
    why: "When it began is lost, so it was dropped.",
    remedy: "Trace the build again; report it with the file if it happens twice.",
  },
  "go-trace-clock-goes-back": {
    title: "Clock of the go command goes back",
    severity: "warning",
    why: "A span ends before it begins: the wall clock was set. When it was is not known, so it was dropped.",
    remedy: "Trace the build again.",
  },
  "go-trace-too-wide": {
    title: "Too many spans side by side in the trace of the go command",
    severity: "warning",
    why: "No go command does so many things at once on one goroutine, or has so many; what has no place was dropped.",
    remedy: "Report it with the file if a go command wrote it so.",
  },
};
