import { type Diff, diffSessions } from "../../trace/diff/diff.ts";
import type { Subject } from "../../trace/diff/figure.ts";
import { jitters, type SampleSession, sampleBuild, sampleFigures } from "../../trace/diff/session.testing.ts";

const of = (goVersion: string, build: SampleSession): SampleSession =>
  Object.fromEntries(
    Object.entries(build).map(([path, sample]) => [
      path,
      { ...sample, header: { goVersion, ...sample.header } },
    ]),
  );

/** Six builds by one release and six by another, in which a pass takes longer, a function is new, and a package is cached. */
export function sampleReleases(by?: readonly Subject[]): Diff {
  const added = {
    "example.com/lib": {
      ...sampleBuild(0)["example.com/lib"],
      functions: {
        Walk: { passes: { opt: 100_000, regalloc: 250_000 }, source: "a2", textBytes: 320 },
        "New\u001b[2J": { passes: { "check bce": 30_000 }, source: "a3", textBytes: 16 },
        "(*Tree).Insert": { passes: { opt: 300_000, regalloc: 700_000 }, source: "a11", textBytes: 656 },
      },
    },
  };
  const before = jitters.map((jitter, i) =>
    sampleFigures(
      `20260102T03040${i}678Z-9f0c2a`,
      of("go1.26.8", sampleBuild(jitter, { more: { "example.com/<cached>": {} } })),
    ),
  );
  const after = jitters.map((jitter, i) =>
    sampleFigures(
      `20260102T04050${i}678Z-0a1b2c`,
      of("go1.27.3", { ...sampleBuild(jitter + 0.1, { scale: 2 }), ...added }),
    ),
  );
  return {
    ...diffSessions(before, after, 0.05, by),
    functionPasses: [],
    traceFindings: [
      { kind: "no-exit", file: "20260102T040500678Z-0a1b2c/compile-aaa-1-1.span", at: 100, count: 1 },
    ],
  };
}

/** As many sessions a side of one release, of which one function takes twice as long after. */
export function sampleDiff(sessions: number, by?: readonly Subject[]): Diff {
  const side = (name: string, scale: number) =>
    jitters
      .slice(0, sessions)
      .map((jitter, i) => sampleFigures(`${name}${i}`, sampleBuild(jitter, { scale })));
  return { ...diffSessions(side("a", 1), side("b", 2), 0.05, by), functionPasses: [], traceFindings: [] };
}
