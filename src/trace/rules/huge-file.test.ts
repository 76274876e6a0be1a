import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const parsed = { lines: 52_000, bytes: 2_080_000 };

function build(line: number, file = "/src/api/api.pb.go") {
  const functions = [
    { name: "api.Last", time: 2000, file, line },
    { name: "api.Small", time: 10, file: "/src/api/small.go", line: 90 },
  ];
  const files = [
    { file, time: 400 },
    { file: "/src/api/small.go", time: 5 },
  ];
  return { processes: [{ package: "api", time: 3000, parsed, files, functions }] };
}

it("says what a huge file costs, and that its name is that of a generated one", () => {
  expect(adviceBy("huge-file", build(50_000))).toMatchObject([
    {
      subject: "/src/api/api.pb.go",
      evidence: { lines: 50_000, bytes: 2_000_000, parsing: 4e8, compiling: 2e9, generated: 1 },
      sentence:
        "api.pb.go of api has about 50000 lines (2.00 MB) and is generated, by its name: 400 ms to parse it and 2.00 s on workers to compile its functions.",
      place: { file: "/src/api/api.pb.go", line: 1 },
    },
  ]);
});

it("goes by what the file says of itself, where it could be asked, whatever its name", () => {
  const sentence = (file: string, generated: boolean) =>
    adviceBy("huge-file", { ...build(50_000, file), generated: new Map([[file, generated]]) })[0]?.sentence;
  expect(sentence("/src/api/plain.go", true)).toContain(" and is generated, as it says: ");
  expect(sentence("/src/api/api.pb.go", false)).not.toContain("generated");
});

it("takes lines below all declarations for those of the file that took longest to parse", () => {
  const [table] = adviceBy("huge-file", build(5, "/src/api/table.go"));
  expect(table).toMatchObject({ evidence: { lines: 51_910, generated: 0 } });
  expect(table!.sentence).not.toContain("generated");
});

it("says nothing of a long file as people write them", () => {
  const [process] = build(9000).processes;
  expect(
    adviceBy("huge-file", { processes: [{ ...process!, parsed: { lines: 9500, bytes: 4e5 } }] }),
  ).toEqual([]);
});
