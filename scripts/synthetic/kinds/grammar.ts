import { filesIn } from "../../../src/patch/trees.ts";
import { folderOf } from "../code.ts";
import type { Kind } from "../kind.ts";
import type { Random } from "../random.ts";
import { Refactoring } from "../refactoring.ts";

/** What Go has and tree-sitter-go 0.25 has not: `new` of a value (go1.26), and methods with type parameters (go1.27). */
const beyond = [
  'var nextValue = new(len(nextName))\n\nconst nextName = "next"\n',
  "type nextBox struct{}\n\nfunc (nextBox) Of[T any](value T) T { return value }\n",
] as const;

const construct = (random: Random): string => `\n${random.one(beyond)}`;

export const gap: Kind = {
  name: "syntax that the grammar lacks",
  keepsMeaning: false,
  compiles: false, // but with a Go that has both

  expected: ["applied", "grammar-gap"],
  refactor: ({ file }, trees, random) =>
    new Refactoring(trees.sources).insert(file, trees.sources.get(file)?.length ?? 0, construct(random)),
};

export const gapBeside: Kind = {
  name: "the same in another file",
  keepsMeaning: true,
  compiles: false,
  expected: ["applied"],
  refactor({ file }, trees, random) {
    const folder = folderOf(file);
    const name = /^package (\w+)/m.exec(trees.sources.get(filesIn(trees, folder)[0] ?? "") ?? "")?.[1];
    return new Refactoring(trees.sources).create(
      `${folder}/beyond_next.go`,
      `package ${name}\n${construct(random)}`,
    );
  },
};
