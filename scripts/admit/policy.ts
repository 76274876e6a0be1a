import { dirname, join } from "node:path";
import { loadSetPolicies } from "../../src/app/audit/policy.ts";
import { readPackages } from "../../src/app/plan.ts";
import type { FunctionPolicy } from "../../src/audit/policy.ts";
import { packageRoot } from "../../src/host/package.ts";
import { functionsOf } from "../../src/syntax/functions.ts";
import { qualifiedName } from "../../src/syntax/linker-symbol.ts";
import { loadGoParser } from "../../src/syntax/tree.ts";
import { shippedSets } from "./patches.ts";
import type { Answer, Candidate, Question } from "./question.ts";

/** Does the release declare every function that a policy has an entry for? An entry that matches nothing fails the audit. */
export const policy: Question = {
  name: "policy",
  async ask(candidate) {
    const answers: Answer[] = [];
    for (const name of shippedSets()) answers.push(await askPolicy(candidate, `patches/${name}`));
    return { todo: answers.flatMap(({ todo }) => todo), facts: answers.flatMap(({ facts }) => facts) };
  },
};

async function askPolicy({ host, tree }: Candidate, folder: string): Promise<Answer> {
  const dirs = [join(packageRoot(), folder)];
  const { functions } = await loadSetPolicies(host, dirs, tree.version, host.goarch);
  const declared = await declaredIn({ host, tree }, functions);
  const lost = functions.filter(({ symbol }) => !declared.has(symbol));
  return {
    todo: lost.map(
      ({ symbol, line }) => `${folder}/policy.yaml:${line}: ${symbol} is not declared; \`until\` its release`,
    ),
    facts: [`${folder}/policy.yaml: ${functions.length} functions, ${lost.length} not declared`],
  };
}

/** Of these functions, the symbols of those that the sources declare. Only files that may are parsed. */
async function declaredIn(
  { host, tree }: Pick<Candidate, "host" | "tree">,
  functions: readonly FunctionPolicy[],
): Promise<Set<string>> {
  const parser = await loadGoParser();
  const wanted = functions.map(({ symbol }) => ({
    folder: folderOf(symbol),
    head: new RegExp(`^func .*\\b${/\w+$/.exec(symbol)?.[0]}\\b`, "m"),
  }));
  const sources = await readPackages(host, tree.dir, [...new Set(wanted.map(({ folder }) => folder))]);
  const may = ([file, text]: [string, string]): boolean =>
    wanted.some(({ folder, head }) => folder === dirname(file) && head.test(text));
  return new Set(
    [...sources]
      .filter(may)
      .flatMap(([file, text]) =>
        functionsOf(parser.parse(text)).map((fn) => `${dirname(file)}.${qualifiedName(fn)}`),
      ),
  );
}

/** `cmd/link/internal/ld.(*Link).dodata` is in `cmd/link/internal/ld`. */
function folderOf(symbol: string): string {
  return symbol.slice(0, symbol.indexOf(".", symbol.lastIndexOf("/")));
}
