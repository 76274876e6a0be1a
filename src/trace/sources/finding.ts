import type { FindingInfo } from "../../base/finding.ts";
import { actionFindingInfo, type GraphFinding } from "../actions/finding.ts";
import { type TraceFinding, traceFindingInfo } from "../finding.ts";
import { type GoTraceFinding, goTraceFindingInfo } from "../go-trace/finding.ts";
import { type RuntimeTraceFinding, runtimeTraceFindingInfo } from "../runtime/finding.ts";

/** News from bringing sources together. */
export type PlacingFinding =
  | { readonly kind: "unknown-source" }
  | { readonly kind: "missing-source" }
  | { readonly kind: "empty-source" }
  /** `count`: the spans that it has. */
  | { readonly kind: "unplaced-source"; readonly count: number }
  | { readonly kind: "source-of-another-time"; readonly count: number };

/** News of a file that is no span file. */
export type SourceFinding = PlacingFinding | GoTraceFinding | RuntimeTraceFinding | GraphFinding;

/** A finding and the file that it is about. */
export type MergeFinding = TraceFinding | (SourceFinding & { readonly file: string });

export const mergeFindingInfo: Readonly<Record<MergeFinding["kind"], FindingInfo>> = {
  ...traceFindingInfo,
  ...goTraceFindingInfo,
  ...runtimeTraceFindingInfo,
  ...actionFindingInfo,
  "unknown-source": {
    title: "File of unknown kind",
    severity: "error",
    why: "It is no span file, no execution trace, and nothing that `go build -debug-trace` or `-debug-actiongraph` writes.",
    remedy: "Leave it out.",
  },
  "missing-source": {
    title: "Trace that is not there",
    severity: "note",
    why: "The command of the session asked for it, but nothing was written, or it was removed.",
    remedy: "Nothing needs to be done; keep the file where it was written to see it.",
  },
  "empty-source": {
    title: "Nothing happens in it",
    severity: "warning",
    why: "It holds no event that has a time.",
    remedy: "Leave it out, or trace again and let the program end.",
  },
  "unplaced-source": {
    title: "Source that cannot be placed",
    severity: "warning",
    why: "Nothing ties its clock to that of the others, so all of it was dropped: a guess would show what never was.",
    remedy:
      "Run the program by `traceinject go run` or `go test -trace` and merge the session, or use a release from go1.25 on; do not copy the file without its time (cp -p keeps it).",
  },
  "source-of-another-time": {
    title: "Trace of another time",
    severity: "warning",
    why: "It was not written while the session ran: another command has written the file again. It was left out.",
    remedy: "Name it by itself if you want to see it.",
  },
};

/** Whether something is wrong: a note only tells. */
export function hasMergeProblem(findings: readonly MergeFinding[]): boolean {
  return findings.some(({ kind }) => mergeFindingInfo[kind].severity !== "note");
}
