import { expect, it } from "vitest";
import { loadGoParser } from "../../syntax/tree.ts";
import type { LineComparison } from "./comparison.ts";
import { compareLines } from "./lines.ts";

const parser = await loadGoParser();
const file = "cmd/x/a.go";

function compare(before: string, after: string): LineComparison {
  return compareLines(file, parser.parse(before), parser.parse(after));
}

const before = `package x

import (
	"os"
)

// Exit ends it.
func Exit(code int) {
	if code > 0 {
		log(code)
	}
	os.Exit(code)
}
`;

/** What the hooks of a patch look like: each insertion gives the next line its number back. */
const good = before
  .replace("import (", 'import "cmd/internal/hook"\n\n//line :3:1\nimport (')
  .replace("\tos.Exit", "\tif hook.On() {\n\t\thook.Stop(code)\n\t}\n//line :12:1\n\tos.Exit");

it("finds nothing where lines were only inserted, and numbered", () => {
  expect(compare(before, good)).toEqual({ looked: 11, changed: [], moved: [] });
});

it("finds nothing where a line directive names the file or stands within the line", () => {
  const text = "package x\n\n//line y.go:7:1\nvar a = 1\nvar b = /*line z.go:9:1*/ 2\n";
  expect(compare(text, text)).toMatchObject({ changed: [], moved: [] });
  expect(compare(text, text.replace("var a", "var h = 0 //\n//line :7:1\nvar a")).moved).toEqual([]);
  expect(compare(text, text.replace("z.go:9", "z.go:8")).changed).toMatchObject([{ kept: false }]);
});

it("says once how far lines have moved that are not numbered", () => {
  const { changed, moved } = compare(before, good.replace("//line :12:1\n", ""));
  expect(changed).toEqual([]);
  expect(moved).toEqual([
    {
      before: { file, line: 12 },
      text: "os.Exit(code)",
      after: { file, line: 18 },
      position: "cmd/x/a.go:15",
      count: 2,
    },
  ]);
});

it("sees that a directive without a column takes the file name away", () => {
  const { moved } = compare(before, before.replace("\tos.Exit", "\tstop()\n//line gone.go:12\n\tos.Exit"));
  expect(moved).toMatchObject([{ position: "gone.go:12", count: 2 }]);
});

it("takes no directive out of a string, or from the middle of a line", () => {
  const text = before.replace("log(code)", "log(`\n//line :99:1\n`) //line :99:1");
  expect(compare(text, text.replace("\tos.Exit", "\tstop()\n//line :14:1\n\tos.Exit")).moved).toEqual([]);
});

it("names a line to which tokens came, with its function", () => {
  const { changed, moved } = compare(before, before.replace("code > 0", "code > 0 || hook.On()"));
  expect(changed).toEqual([
    {
      before: { file, line: 9 },
      text: "if code > 0 {",
      after: { file, line: 9 },
      kept: true,
      added: ["||", "hook", ".", "On", "(", ")"],
      function: "cmd/x.Exit",
    },
  ]);
  expect(moved).toEqual([]);
});

it("sees kept tokens that got another number", () => {
  const { moved } = compare(before, before.replace("if code > 0 {", "hook.On(); if\n\tcode > 0 {"));
  expect(moved).toMatchObject([{ before: { line: 9 } }, { before: { line: 10 } }]);
});

it.each([
  ["a statement", "\t\tlog(code)\n", "//line :11:1\n"],
  ["part of a line", "code > 0", "code > 1"],
  ["a comment", "// Exit ends it.\n", "\n"],
])("names the line where %s is lost", (_, from, to) => {
  const { changed } = compare(before, before.replace(from, to));
  expect(changed).toMatchObject([{ kept: false }]);
});

it("does not mind a blank line that is gone", () => {
  expect(compare("package x\n\n\nvar a = 1\n", "package x\n\n//line :4:1\nvar a = 1\n")).toMatchObject({
    changed: [],
    moved: [],
  });
});
