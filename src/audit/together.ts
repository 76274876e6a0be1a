import type { Outcome } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { AuditReport, ReportedFunction } from "./report.ts";

/** Something that is known of each tool. */
export type PerTool<T> = readonly { readonly tool: string; readonly value: T }[];

/** One answer of the answers that a check gives for several tools: what differs between them is said with the tool. */
export function outcomeOfAll(outcomes: PerTool<Outcome>): Outcome {
  const [first] = outcomes;
  if (!first) throw new Error("no tool was asked about");
  const texts = new Set(outcomes.map(({ value }) => saidOf(value)));
  const said = texts.size === 1 ? saidOf(first.value) : outcomes.map(toolText).join("; ");
  if (outcomes.every(({ value }) => value.kind === "not-checked")) return { kind: "not-checked", why: said };
  return { kind: "checked", looked: said, findings: findingsOfAll(outcomes) };
}

const saidOf = (outcome: Outcome): string => (outcome.kind === "checked" ? outcome.looked : outcome.why);

const toolText = ({ tool, value }: { tool: string; value: Outcome }): string =>
  value.kind === "checked" ? `${tool}: ${value.looked}` : `${tool} not checked: ${value.why}`;

/** Each finding once; with the tools, where it is not on all of them. */
function findingsOfAll(outcomes: PerTool<Outcome>): Finding[] {
  const found = new Map<string, { finding: Finding; tools: string[] }>();
  for (const { tool, value } of outcomes)
    for (const finding of value.kind === "checked" ? value.findings : []) {
      const key = JSON.stringify(finding);
      const known = found.get(key) ?? { finding, tools: [] };
      if (!known.tools.includes(tool)) known.tools.push(tool);
      found.set(key, known);
    }
  return [...found.values()].map(({ finding, tools }) =>
    tools.length === outcomes.length
      ? finding
      : { ...finding, message: `${finding.message} (${tools.join(", ")})` },
  );
}

type Functions = AuditReport["functions"];

/** The functions of all tools: numbers added up, each function that differs in the same way once. */
export function functionsOfAll(all: readonly Functions[]): Functions {
  const sum = (number: (one: Functions) => number): number =>
    all.reduce((total, one) => total + number(one), 0);
  const changed = new Map<string, ReportedFunction>();
  for (const one of all.flatMap((functions) => functions.changed)) {
    const { name, package: path, facts, size, frame } = one;
    const key = JSON.stringify([path, name, facts, size, frame]);
    if (!changed.has(key)) changed.set(key, one);
  }
  return {
    compared: sum(({ compared }) => compared),
    identical: sum(({ identical }) => identical),
    undecided: sum(({ undecided }) => undecided),
    changed: [...changed.values()],
    added: once(all.flatMap(({ added }) => added)),
    removed: once(all.flatMap(({ removed }) => removed)),
  };
}

type Packages = AuditReport["packages"];

export function packagesOfAll(all: readonly Packages[]): Packages {
  return {
    compared: all.reduce((total, { compared }) => total + compared, 0),
    identical: all.reduce((total, { identical }) => total + identical, 0),
    added: once(all.flatMap(({ added }) => added)),
  };
}

const once = (names: readonly string[]): string[] => [...new Set(names)];
