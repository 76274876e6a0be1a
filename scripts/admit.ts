/**
 * What a Go release must pass before it is supported, and what is to be done for it: npm run admit -- go1.28.0.
 * Nothing is built here, that is for `traceinject upgrade`. docs: grammar-tests/README.md.
 */
import { parseArgs } from "node:util";
import { badUsage } from "../src/base/errors.ts";
import { describeError } from "../src/cli/failure.ts";
import { nodeHost } from "../src/host/node.ts";
import { findSourceTree } from "../src/toolchain/source-tree.ts";
import { admit, questionNames, renderAdmission } from "./admit/questions.ts";

const help = `Usage: npm run admit -- RELEASE | --goroot DIR [--only QUESTIONS] [--write] [--json]

Asks of a Go release what it must pass before it is supported, and says what is to be done, with the file to edit.

  RELEASE       a release by name, found or downloaded as \`traceinject build --go\` does: go1.28.0, go1.28rc1
  --goroot DIR  a source tree instead: a checkout of Go's master, a release candidate, a fork
  --only LIST   asks these only, by commas: ${questionNames.join(", ")}
  --write       writes the list of files that the parser does not read, grammar-tests/releases/go1.N.json
  --json        prints the report as JSON

Exit codes: 0 nothing to do, 1 something to do, 2 it could not be asked.

Examples:
  npm run admit -- go1.28rc1
  npm run admit -- go1.28.0 --write
  npm run admit -- --goroot ~/go/master --only patches,policy
`;

const options = {
  goroot: { type: "string" },
  only: { type: "string", default: questionNames.join(",") },
  write: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const argv = process.argv.slice(2);

async function main(): Promise<number> {
  const { values, positionals } = parse();
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length + Number(values.goroot !== undefined) !== 1)
    throw usage("name one release, or --goroot DIR");
  const only = values.only.split(",");
  const unknown = only.find((name) => !questionNames.includes(name));
  if (unknown !== undefined) throw usage(`there is no question ${JSON.stringify(unknown)}`);
  const host = nodeHost();
  const progress = { step: (text: string) => void process.stderr.write(`${text}\n`), detail: () => {} };
  const tree = await findSourceTree(host, { go: positionals[0], goroot: values.goroot }, progress);
  const choice = positionals[0] ?? `--goroot ${values.goroot}`;
  const admission = await admit({ host, tree, choice, write: values.write, progress }, only);
  process.stdout.write(values.json ? `${JSON.stringify(admission, null, 2)}\n` : renderAdmission(admission));
  return admission.passes ? 0 : 1;
}

function parse() {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

const usage = (problem: string): Error => badUsage(problem, "See npm run admit -- --help.");

try {
  process.exitCode = await main();
} catch (error) {
  const { text, exitCode } = describeError(error, ["admit", ...argv]);
  process.stderr.write(text);
  process.exitCode = exitCode;
}
