import { expect, it } from "vitest";
import { type Diff, diffSessions } from "./diff.ts";
import type { Subject } from "./figure.ts";
import { canTell, regressions } from "./gate.ts";
import { jitters, type SampleSession, sampleBuild, sampleFigures } from "./session.testing.ts";
import type { SessionFigures } from "./session-figures.ts";
import type { DiffRow } from "./table.ts";

type Compared = ReturnType<typeof diffSessions>;

const sessions = (name: string, builds: readonly SampleSession[]): SessionFigures[] =>
  builds.map((build, i) => sampleFigures(`${name}${i + 1}`, build));
const six = (name: string, options?: Parameters<typeof sampleBuild>[1]): SessionFigures[] =>
  sessions(
    name,
    jitters.map((jitter) => sampleBuild(jitter, options)),
  );
const one = (name: string, options?: Parameters<typeof sampleBuild>[1]): SessionFigures[] =>
  sessions(name, [sampleBuild(0, options)]);

const table = ({ tables }: Pick<Diff, "tables">, subject: Subject) =>
  tables.find((found) => found.subject === subject)!;
const names = (rows: readonly DiffRow[]): string[] => rows.map(({ name }) => name);
const significant = ({ tables, totals }: Compared): string[] => [
  ...totals.filter(({ change }) => change.significant).map(({ measure }) => measure),
  ...tables.flatMap(({ rows }) => names(rows.filter(({ time }) => time.significant))),
];
const kinds = ({ findings }: Pick<Diff, "findings">): string[] => findings.map(({ kind }) => kind);

it("finds nothing significant where both sides are the same build with the same noise", () => {
  // Each session has a twin on the other side, so that no rank tells them apart.
  const same = diffSessions(six("a"), six("b"), 0.01);
  expect(same.leastP).toBeLessThan(0.01);
  expect(significant(same)).toEqual([]);
  expect(table(same, "function").rows.map(({ time }) => time.p)).toEqual([1, 1, 1]);
  expect(table(same, "function").rows.every(({ source }) => source === "same")).toBe(true);
});

it("finds what was made slower, from the total down to the pass, and nothing else", () => {
  const slower = diffSessions(six("a"), six("b", { scale: 3 }), 0.01);
  const changed = (subject: Subject): string[] =>
    names(table(slower, subject).rows.filter(({ time }) => time.significant));
  expect(changed("function")).toEqual(["main.main"]);
  expect(changed("declaration")).toEqual(["example.com/cmd/app.main"]);
  expect(changed("pass")).toEqual(["regalloc"]);
  expect(changed("package")).toEqual(["example.com/cmd/app"]);
  expect(changed("phase")).toEqual(["be:compilefuncs"]);
  expect(changed("dependency")).toEqual([]);
  const [row] = table(slower, "function").rows;
  expect(row!.time.delta).toBeCloseTo(180_000, -4);
  expect(row!.time.p).toBeCloseTo(2 / 924);
  expect(slower.totals.filter(({ change }) => change.significant).map(({ measure }) => measure)).toEqual([
    "elapsed",
    "wall",
    "workers",
  ]);
});

it("says by how much in plain figures where each side has one session, and calls nothing significant", () => {
  const plain = diffSessions(one("a"), one("b", { scale: 3 }), 0.05);
  expect(plain).not.toHaveProperty("leastP");
  expect(significant(plain)).toEqual([]);
  const [row] = table(plain, "function").rows;
  expect(row).toMatchObject({
    name: "main.main",
    package: "example.com/cmd/app",
    time: { delta: 180_000, ratio: 320 / 140 },
    count: { delta: 0 },
    textBytes: { delta: 0, before: { n: 1, median: 128 } },
  });
  expect(canTell(plain)).toBe(false);
});

it("takes into its totals only what every session compiled", () => {
  const extra = { "example.com/cached": { parse: 5_000_000, allocatedBytes: 9 } };
  const before = sessions("a", [sampleBuild(0, { more: extra }), sampleBuild(1)]);
  const after = sessions("b", [sampleBuild(0), sampleBuild(1, { more: { "example.com/new": {} } })]);
  const found = diffSessions(before, after, 0.05);
  expect(found.units).toEqual(["example.com/cmd/app", "example.com/lib"]);
  expect(found.totals.map(({ measure }) => measure)).toEqual([
    "wall",
    "workers",
    "allocatedBytes",
    "textBytes",
  ]);
  expect(found.totals.map(({ change }) => change.delta)).toEqual([0, 0, 0, 0]);
  expect(found.findings).toContainEqual({
    kind: "packages-of-one-side",
    before: ["example.com/cached"],
    after: ["example.com/new"],
  });
});

it("leaves out packages that are not in all sessions, and those with a process that failed or was killed", () => {
  const lib = (exit: number | "none"): SampleSession => ({ "example.com/other": { exit } });
  const before = sessions("a", [sampleBuild(0, { more: lib(0) }), sampleBuild(0, { more: lib("none") })]);
  const failed = diffSessions(before, sessions("b", [sampleBuild(0, { more: lib(0) })]), 0.05);
  expect(failed.findings).toEqual([{ kind: "failed-packages", packages: ["example.com/other"] }]);
  expect(failed.units).not.toContain("example.com/other");
  const some = diffSessions(sessions("a", [sampleBuild(0), sampleBuild(0, { more: lib(0) })]), before, 0.05);
  expect(kinds(some)).toEqual(["same-session", "packages-not-in-all"]);
  expect(some.units).not.toContain("example.com/other");
});

it("says so where there is nothing to compare", () => {
  const nothing = diffSessions(sessions("a", [{ "example.com/a": {} }]), sessions("b", [{}]), 0.05);
  expect(kinds(nothing)).toEqual(["nothing-in-common", "packages-of-one-side"]);
  expect(nothing.totals).toEqual([]);
});

it("tells changed functions from new ones, and finds those whose symbol or package is another", () => {
  const passes = { opt: 1000 };
  const build = (lib: SampleSession[string]["functions"], other: SampleSession[string]["functions"] = {}) =>
    sessions("s", [{ "example.com/lib": { functions: lib! }, "example.com/other": { functions: other } }]);
  const found = diffSessions(
    build({
      Same: { passes, source: "1" },
      Edited: { passes, source: "2" },
      "Same.func1": { passes },
      Gone: { passes, source: "3" },
      Moved: { passes, source: "4" },
    }),
    build(
      {
        Same: { passes, source: "1" },
        Edited: { passes: { opt: 9000 }, source: "22" },
        "Same.gowrap1": { passes },
        New: { passes, source: "5" },
      },
      { Moved: { passes, source: "4" } },
    ),
    0.05,
  );
  const { rows, removed, added } = table(found, "function");
  expect(rows.map(({ name, source }) => [name, source])).toEqual([
    ["example.com/lib.Edited", "changed"],
    ["example.com/lib.Same", "same"],
    ["example.com/lib.Same.gowrap1", "same"],
    ["example.com/other.Moved", "same"],
  ]);
  const [edited, same, renamed, moved] = rows;
  expect(renamed).toMatchObject({ formerName: "example.com/lib.Same.func1" });
  expect(moved).toMatchObject({ formerName: "example.com/lib.Moved", formerPackage: "example.com/lib" });
  expect(names(removed)).toEqual(["example.com/lib.Gone"]);
  expect(names(added)).toEqual(["example.com/lib.New"]);
  expect(same!.idBefore).toBe(same!.idAfter);
  expect(edited!.idBefore).not.toBe(edited!.idAfter);
});

it("joins no functions of one source where several could be meant", () => {
  const passes = { opt: 1000 };
  const closures = (...functions: string[]) =>
    sessions("s", [
      {
        lib: {
          functions: {
            F: { passes, source: "1" },
            ...Object.fromEntries(functions.map((name) => [name, { passes }])),
          },
        },
      },
    ]);
  const found = diffSessions(closures("F.func1", "F.func2"), closures("F.gowrap1", "F.gowrap2"), 0.05);
  const { rows, removed, added } = table(found, "function");
  expect([rows, removed, added].map((all) => all.length)).toEqual([1, 2, 2]);
});

it("compares at the depth that all sessions record, and says that they differ", () => {
  const shallow = { ...sampleBuild(0)["example.com/lib"]!, header: { level: "phase" } };
  const after = sessions("b", [sampleBuild(0, { more: { "example.com/lib": shallow } })]);
  const found = diffSessions(one("a"), after, 0.05);
  expect(names(table(found, "function").rows)).toEqual(["main.main"]);
  expect(table(found, "phase").units).toBe(2);
  expect(found.findings).toEqual([{ kind: "level", before: "pass", after: "pass, phase" }]);
});

it("says what sets the sides apart, and what the sessions of one side", () => {
  const withFacts = (name: string, facts: SessionFigures["facts"]): SessionFigures => {
    const session = sampleFigures(name, sampleBuild(0));
    return { ...session, facts: { ...session.facts, ...facts } };
  };
  const before = [
    withFacts("a1", { platform: "linux/arm64", command: "go build", toolchain: "1" }),
    withFacts("a2", { platform: "linux/arm64", command: "go build -a", toolchain: "1" }),
  ];
  const after = [withFacts("b", { "go-version": "go1.27.0", command: "go build", toolchain: "2" })];
  const { findings } = diffSessions(before, after, 0.05);
  expect(findings).toEqual([
    { kind: "go-version", before: "go1.26.0", after: "go1.27.0" }, // so the toolchain is not worth a word
    { kind: "platform", before: "linux/arm64", after: "linux/amd64" },
    { kind: "mixed-sessions", fact: "command", side: "before", values: ["go build", "go build -a"] },
  ]);
});

it("sums CPU time of commands that worked on nothing but what is compared, where go told in every session", () => {
  const cpu = [
    { units: ["example.com/lib"], time: 100 },
    { units: ["example.com/lib", "asm example.com/lib"], time: 1000 },
  ];
  const [before, after] = [one("a"), one("b")].map((side) => side.map((session) => ({ ...session, cpu })));
  const totals = (found: Compared) => found.totals.find(({ measure }) => measure === "cpu");
  expect(totals(diffSessions(before!, after!, 0.05))?.change.after?.median).toBe(100);
  expect(totals(diffSessions(before!, one("c"), 0.05))).toBeUndefined();
});

it("has a gate that takes only significant growth above the limit for a regression", () => {
  const slower = diffSessions(six("a"), six("b", { scale: 3 }), 0.05);
  const faster = diffSessions(six("a", { scale: 3 }), six("b"), 0.05);
  const worse = (found: Compared, above: number) => regressions(found, above).map(({ measure }) => measure);
  expect(worse(slower, 0.01)).toContain("wall");
  expect(worse(slower, 0.99)).toEqual([]);
  expect(worse(faster, 0.01)).toEqual([]);
  expect(worse(diffSessions(one("a"), one("b", { scale: 3 }), 0.05), 0.01)).toEqual([]);
});
