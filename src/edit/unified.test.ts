import { expect, test } from "vitest";
import { unifiedDiff } from "./unified.ts";

test("a changed file has git's header and hunks with a/ and b/", () => {
  expect(unifiedDiff([{ path: "src/x.go", before: "a\nb\n", after: "a\nc\n" }])).toBe(
    "diff --git a/src/x.go b/src/x.go\n--- a/src/x.go\n+++ b/src/x.go\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n",
  );
});

test("a new file comes from /dev/null with its mode", () => {
  expect(unifiedDiff([{ path: "n.go", before: undefined, after: "package n\n" }])).toBe(
    "diff --git a/n.go b/n.go\nnew file mode 100644\n--- /dev/null\n+++ b/n.go\n@@ -0,0 +1,1 @@\n+package n\n",
  );
});

test("files come in the order of their paths, unchanged ones not at all", () => {
  const diff = unifiedDiff([
    { path: "b", before: "1\n", after: "2\n" },
    { path: "same", before: "1\n", after: "1\n" },
    { path: "a", before: "1\n", after: "2\n" },
  ]);
  expect([...diff.matchAll(/^diff --git a\/(\S+)/gm)].map(([, path]) => path)).toEqual(["a", "b"]);
});
