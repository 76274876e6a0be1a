import { expect, it } from "vitest";
import { importsApart, withPackages } from "./bootstrap-sources.ts";

it("puts packages before those that dist lists already", () => {
  const text = 'package main\n\nvar bootstrapDirs = []string{\n\t"cmp",\n}\n';
  expect(withPackages(text, ["cmd/a", "cmd/b"])).toBe(
    'package main\n\nvar bootstrapDirs = []string{\n\t"cmd/a",\n\t"cmd/b",\n\t"cmp",\n}\n',
  );
  expect(withPackages("package main\n", ["cmd/a"])).toBeUndefined();
});

it("gives each import a line of its own, and those that follow the numbers that they had", () => {
  const squeezed = 'package main\n\nimport "a"; import "b/c"; import (\n\t"fmt"\n)\n';
  expect(importsApart(squeezed)).toBe(
    'package main\n\nimport "a"\nimport "b/c"\n//line :3:1\nimport (\n\t"fmt"\n)\n',
  );
  const plain = 'package main\n\nimport "a"\n\nconst s = `import "x"; `\n';
  expect(importsApart(plain)).toBe(plain);
});
