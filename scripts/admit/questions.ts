import { functions } from "./functions.ts";
import { grammar } from "./grammar.ts";
import { patches } from "./patches.ts";
import { policy } from "./policy.ts";
import type { Answer, Candidate, Question } from "./question.ts";
import { row } from "./row.ts";
import { tests } from "./tests.ts";

/** What a release must pass before it is built for the first time, in the order of the report. */
const questions: readonly Question[] = [row, grammar, functions, patches, policy, tests];

/** The answers about one candidate. `passes`: there is nothing to do, as far as could be asked. */
export interface Admission {
  readonly release: string;
  readonly goroot: string;
  readonly passes: boolean;
  readonly answers: readonly (Answer & { readonly question: string })[];
  /** The commands that come after this one: what takes builds. */
  readonly next: readonly string[];
}

/** The names of all questions, for `only`. */
export const questionNames: readonly string[] = questions.map(({ name }) => name);

/** Asks all questions, or those of the names in `only`. Nothing is written but a list, and only if the candidate says so. */
export async function admit(candidate: Candidate, only = questionNames): Promise<Admission> {
  const answers: (Answer & { question: string })[] = [];
  for (const { name, ask } of questions)
    if (only.includes(name)) answers.push({ question: name, ...(await ask(candidate)) });
  const { dir, version } = candidate.tree;
  const drifted = answers.some(({ question, todo }) => question === patches.name && todo.length > 0);
  return {
    release: version.text,
    goroot: dir,
    passes: answers.every(({ todo }) => todo.length === 0),
    answers,
    next: next(candidate, drifted),
  };
}

/** What drifted is looked at closely, and perhaps repaired, before anything is built. */
function next({ choice }: Candidate, drifted: boolean): string[] {
  const upgrade = `traceinject upgrade ${choice}`;
  const repair = [
    `traceinject patch --check ${choice.startsWith("--") ? choice : `--go ${choice}`}: what became of each place, with proposals`,
    `${upgrade} --repair -o repair.diff: the proposals, tried by build, audit and proof`,
  ];
  return [
    ...(drifted ? repair : []),
    `${upgrade}: build, ways out, audit, proof and bench`,
    "npm run check, npm run grammar, npm run e2e",
  ];
}

/** The report for people: what is to be done under each question, then what was found. */
export function renderAdmission({ release, goroot, passes, answers, next }: Admission): string {
  const count = answers.reduce((sum, { todo }) => sum + todo.length, 0);
  return lines([
    `${release} in ${goroot}`,
    ...answers.flatMap(renderAnswer),
    "next:",
    ...next.map((line) => `    ${line}`),
    passes
      ? `${release} passes ${answers.map(({ question }) => question).join(", ")}`
      : `${release} is not admitted yet: ${count} to do`,
  ]);
}

function renderAnswer({ question, todo, facts, unchecked = [] }: Admission["answers"][number]): string[] {
  const passed = facts.length > 0 ? "passes" : "not checked";
  return [
    `${question}: ${todo.length > 0 ? `${todo.length} to do` : passed}`,
    ...todo.map((line) => `  - ${indented(line)}`),
    ...facts.map((line) => `    ${indented(line)}`),
    ...unchecked.map((line) => `    not checked: ${indented(line)}`),
  ];
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");
const indented = (text: string): string => text.replaceAll("\n", "\n    ");
