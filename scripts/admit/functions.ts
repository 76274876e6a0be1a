import { existsSync } from "node:fs";
import { join } from "node:path";
import { disagreements } from "../../grammar-tests/facts.ts";
import { goParser } from "../../grammar-tests/oracle.ts";
import { goFiles } from "../../grammar-tests/releases.ts";
import { survey } from "../../grammar-tests/survey.ts";
import type { Question } from "./question.ts";

/** Do we see the functions, returns and defers of the compiler that the release's own go/parser sees? */
export const functions: Question = {
  name: "functions",
  async ask({ tree: { dir }, progress }) {
    if (!existsSync(join(dir, "bin/go")))
      return { todo: [], facts: [], unchecked: [`${dir} has no bin/go whose go/parser could be asked`] };
    progress.step("asking go/parser about every function of cmd/compile");
    const files = goFiles({ goroot: dir }, "cmd/compile").map((file) => join(dir, "src", file));
    const ours = await survey("facts", files);
    const whole = files.filter((file) => ours.get(file) !== null);
    const theirs = ask(dir, whole);
    if (theirs instanceof Error)
      return { todo: [], facts: [], unchecked: [`its go/parser cannot be asked: ${theirs.message}`] };
    return {
      todo: whole.flatMap((file) => disagreements(file, theirs.get(file)!, ours.get(file)!)),
      facts: [`${[...theirs.values()].flat().length} functions in ${whole.length} files`],
    };
  },
};

/** A Go for another platform, say, does not run here. */
function ask(goroot: string, files: readonly string[]): ReturnType<typeof goParser> | Error {
  try {
    return goParser(goroot, files);
  } catch (error) {
    return error as Error;
  }
}
