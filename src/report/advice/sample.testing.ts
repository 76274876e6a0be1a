import type { Advice } from "../../trace/rules/advice.ts";

const s = 1e9;

/** Advice of four rules, two of which point at source; one name is hostile. */
export const sampleAdvice: readonly Advice[] = [
  {
    ...{ rule: "critical-path-package", severity: "warning", subject: "net/http" },
    evidence: { onPath: 0.398 * s, path: 0.962 * s, share: 0.414, simulatedSaving: 0.42 * s },
    sentence:
      "net/http is 41.4 % of the critical path: it compiles for 398 ms, 290 ms of it in be:compilefuncs, and without it the build would end 420 ms sooner.",
    remedy: "Split it into parts that do not need each other.",
    saves: 0.42 * s,
  },
  {
    ...{ rule: "generic-instances", severity: "warning", subject: "app.Map" },
    evidence: { instances: 40, functions: 41, time: 0.31 * s, share: 0.2, textBytes: 8000 },
    sentence: "40 instances of app.Map cost 310 ms on workers, 20.0 % of all functions.",
    remedy: "Let the large part of its body be a function that is not generic.",
    saves: 0.3 * s,
    place: { file: "/home/user/app/lib/map file.go", line: 12 },
  },
  {
    ...{ rule: "huge-file", severity: "note", subject: "/home/user/app/api/api.pb.go" },
    evidence: { lines: 52_000, bytes: 2_000_000, parsing: 0.1 * s, compiling: 0.2 * s, generated: 1 },
    sentence: "api.pb.go of app/api has about 52000 lines (2.00 MB) and is generated, by its name.",
    remedy: "Put it into a package of its own.",
    saves: 0.25 * s,
    place: { file: "/home/user/app/api/api.pb.go", line: 1 },
  },
  {
    ...{ rule: "inlined-body", severity: "note", subject: "strings.\u001b[2J{x}" },
    evidence: { inlinedInto: 20, time: 0.2 * s, share: 0.1 },
    sentence: "strings.\u001b[2J{x}, inlined into 20 functions, costs 200 ms on workers there.",
    remedy: "Mark it `//go:noinline`.",
    saves: 0.2 * s,
    place: { file: "$GOROOT/src/strings/builder.go", line: 80 },
  },
];
