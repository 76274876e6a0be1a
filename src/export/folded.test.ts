import { expect, it } from "vitest";
import { exportFolded } from "./folded.ts";
import { deep, hostile, small, textOf } from "./samples.testing.ts";

it("adds up the self time of every stack, in nanoseconds", async () => {
  expect(await textOf(exportFolded, small)).toBe(
    [
      "compile example.com/lib 30",
      "compile example.com/lib;a.go 15",
      "compile example.com/lib;be:compile 45",
      "compile example.com/lib;be:compile;walk;lib.F 5",
      "compile example.com/lib;fe:parse 20",
      "compile example.com/lib;lib.F 10",
      "compile example.com/lib;lib.F;opt 10",
      "link main 10",
      "link main;loadlib 5",
      "link main;loadlib;x 15",
      "",
    ].join("\n"),
  );
});

it("adds up processes of the same name", async () => {
  const twice = await textOf(exportFolded, [...small, ...small]);
  expect(twice).toContain("compile example.com/lib;lib.F;opt 20\n");
  expect(twice).toContain("link main;loadlib;x 30\n");
});

it("counts what is left out for the frame around it, so that the sum stays", async () => {
  const sum = async (level: "function" | "pass") =>
    [...(await textOf(exportFolded, small, level)).matchAll(/ (\d+)$/gm)]
      .map(([, count]) => Number(count))
      .reduce((all, count) => all + count);
  expect(await sum("function")).toBe(await sum("pass"));
  expect(await textOf(exportFolded, small, "function")).toContain(";lib.F 20\n");
});

it("is one line a stack whatever the names are", async () => {
  const lines = (await textOf(exportFolded, [hostile])).trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^compile p "\ufffd,,;</),
    ...Array.from({ length: 6 }, () => expect.stringMatching(/^compile p "\ufffd,,;[^;\p{Cc}]+ 10$/u)),
  ]);
  expect(lines).toContain('compile p "\ufffd,,;? 10');
});

it("cuts stacks that no compiler makes, and keeps their time", async () => {
  const lines = (await textOf(exportFolded, [deep(20_000)])).trimEnd().split("\n");
  expect(lines).toHaveLength(249);
  expect(lines.reduce((sum, line) => sum + Number(/\d+$/.exec(line)![0]), 0)).toBe(39_999);
});

it("is empty without any process", async () => {
  expect(await textOf(exportFolded, [])).toBe("");
});
