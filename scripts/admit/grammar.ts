import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findGaps, type Gaps, isInTools, readLists, writeList } from "../../grammar-tests/releases.ts";
import { positionAt } from "../../src/base/range.ts";
import { type GoVersion, parseGoVersion } from "../../src/base/version.ts";
import { describeGap, grammarGap } from "../../src/syntax/constructs.ts";
import { loadGoParser } from "../../src/syntax/tree.ts";
import type { Answer, Candidate, Question } from "./question.ts";

/** Which files does the parser not read, and is that what the release's list says? */
export const grammar: Question = {
  name: "grammar",
  async ask(candidate) {
    const { tree, progress } = candidate;
    progress.step("parsing every Go file");
    const [gaps = {}] = await findGaps([tree.dir]);
    const torn = await Promise.all(Object.keys(gaps).map((file) => describe(tree.dir, file)));
    const blocking = torn.filter(({ file }) => isInTools(file));
    const unknown = torn.filter(({ file }) => gaps[file] === "unknown" && !isInTools(file));
    const list = compareList(candidate, gaps);
    return {
      todo: [
        ...blocking.map(({ where }) => `${where}: a file of the tools or the runtime, which must parse`),
        ...unknown.map(({ where }) => `${where}: name it in corpus/gaps.txt and src/syntax/constructs.ts`),
        ...list.todo,
      ],
      facts: [`files that do not parse: ${torn.length}`, ...list.facts],
    };
  },
};

/** A file that does not parse: `sort/sort.go:3:1: new(expr), …`. */
async function describe(dir: string, file: string): Promise<{ file: string; where: string }> {
  const text = readFileSync(join(dir, "src", file), "utf8");
  const tree = (await loadGoParser()).parse(text);
  const gap = grammarGap(tree);
  if (!gap) throw new Error(`${file} was torn a moment ago`);
  const { line, column } = positionAt(text, gap.error.from);
  return { file, where: `${file}:${line}:${column}: ${describeGap(tree, gap)}` };
}

/** What is found beside the list of the same minor release, which is written if the candidate says so. */
function compareList({ tree, write }: Candidate, found: Gaps): Answer {
  const { text, lang } = tree.version;
  const lists = readLists();
  const name = `grammar-tests/releases/${lang}.json`;
  const list = lists.find(({ release }) => parseGoVersion(release)?.lang === lang);
  const before = list ?? lists.at(-1);
  const news = before ? differences(tree.dir, before.files, found) : [];
  if (list && news.length === 0 && !isOver(list.release, tree.version))
    return { todo: [], facts: [`${name}: the same files, found in ${list.release}`] };
  const facts = news.map((one) => `unlike ${before?.release}: ${one}`);
  if (!isReleaseName(text))
    return { todo: [], facts: [...facts, `${name}: not for ${text}, which nobody can get`] };
  if (write) writeList({ release: text, files: found });
  const todo = write ? `${name}: written; read the diff, then commit it` : `${name}: --write writes it`;
  return { todo: [todo], facts };
}

/** Whether the list is of a candidate of what is a release now. */
function isOver(listed: string, { prerelease, patch }: GoVersion): boolean {
  return parseGoVersion(listed)?.prerelease !== "" && prerelease === "" && patch >= 0;
}

/** A list names a release that can be had: no checkout, no fork. */
const isReleaseName = (text: string): boolean => /^go1\.\d+(?:\.\d+|(?:rc|beta)\d+)$/.test(text);

function differences(dir: string, listed: Gaps, found: Gaps): string[] {
  const files = [...new Set([...Object.keys(listed), ...Object.keys(found)])].sort();
  return files.flatMap((file) => {
    if (listed[file] === found[file]) return [];
    if (found[file]) return [`${file} does not parse: ${found[file]}`];
    return [existsSync(join(dir, "src", file)) ? `${file} parses` : `${file} is gone`];
  });
}
