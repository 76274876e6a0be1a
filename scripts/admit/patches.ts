import { readdirSync } from "node:fs";
import { join } from "node:path";
import { surveyExits } from "../../src/app/patch.ts";
import { loadPatchSet } from "../../src/app/patch-set.ts";
import { planGoroot } from "../../src/app/plan.ts";
import { packageRoot } from "../../src/host/package.ts";
import { chooseChanges } from "../../src/patch/choose.ts";
import { renderDrift } from "../../src/patch/drift.ts";
import type { PatchSet } from "../../src/patch/patch.ts";
import type { Answer, Candidate, Question } from "./question.ts";

/** The shipped patch sets, by name. */
export const shippedSets = (): string[] =>
  readdirSync(join(packageRoot(), "patches"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Does every patch set fit, and are all ways out of the tools covered? What does not is told with its patch and its case. */
export const patches: Question = {
  name: "patches",
  async ask(candidate) {
    const answers: Answer[] = [];
    for (const name of shippedSets()) answers.push(await askSet(candidate, `patches/${name}`));
    return {
      todo: answers.flatMap(({ todo }) => todo),
      facts: answers.flatMap(({ facts }) => facts),
      unchecked: answers.flatMap(({ unchecked = [] }) => unchecked),
    };
  },
};

async function askSet({ host, tree, progress }: Candidate, folder: string): Promise<Answer> {
  progress.step(`planning ${folder}`);
  const set = await loadPatchSet(host, join(packageRoot(), folder));
  const facts = [`${folder}: ${chosen(set, tree.version)}`];
  const result = await planGoroot(host, tree, set);
  if (result.kind === "drift") {
    const todo = result.drift.map((drift) => `${folder}/${drift.at}: ${renderDrift([drift]).trimEnd()}`);
    const files = new Set(result.drift.map(({ at }) => at.replace(/\.patch:\d+$/, "")));
    const cases = [...files].map(
      (file) => `${folder}/cases/${file}.txtar: the case of what is changed above`,
    );
    return { todo: [...todo, ...cases], facts, unchecked: ["ways out: the patches must fit first"] };
  }
  progress.step("looking for ways out of the tools");
  const exits = await surveyExits(host, tree, set.tools, result.plan);
  const open = exits.filter(({ coveredBy }) => !coveredBy);
  return {
    todo: open.map(
      ({ kind, file, line }) => `${folder}/exits.patch: ${kind} at ${file}:${line} is not covered`,
    ),
    facts: [...facts, `${exits.length} ways out, ${open.length} not covered`],
  };
}

function chosen(set: PatchSet, version: Candidate["tree"]["version"]): string {
  const all = new Set(set.patches.flatMap(({ changes }) => changes.map(({ id }) => id)));
  const own = chooseChanges(set, version).map(({ id }) => id);
  const absent = [...all].filter((id) => !own.includes(id));
  const without = absent.length > 0 ? `, without ${absent.join(", ")} by their ranges` : "";
  return `${own.length} changes for ${version.text}${without}`;
}
