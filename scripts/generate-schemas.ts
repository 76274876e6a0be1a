/**
 * Writes docs/*.schema.json: what the JSON reports hold, from the types that they are made of. `--check` compares instead
 * of writing, so that no field comes, goes or changes undocumented.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Project } from "ts-morph";
import { jsonSchema } from "./json-schema.ts";

const reports = [
  {
    target: "docs/report.schema.json",
    source: "src/report/formats/json.ts",
    type: "JsonReport",
    title: "What traceinject report --json writes",
  },
  {
    target: "docs/diff.schema.json",
    source: "src/report/diff/json.ts",
    type: "JsonDiff",
    title: "What traceinject diff --json writes",
  },
  {
    target: "docs/explain.schema.json",
    source: "src/report/explain/json.ts",
    type: "JsonExplanation",
    title: "What traceinject explain --json writes",
  },
  {
    target: "docs/merge.schema.json",
    source: "src/report/merge/json.ts",
    type: "JsonMerge",
    title: "What traceinject merge --json writes",
  },
  {
    target: "docs/audit-report.schema.json",
    source: "src/audit/report.ts",
    type: "AuditReport",
    title: "What traceinject audit --json writes",
  },
  {
    target: "docs/proof-report.schema.json",
    source: "src/audit/proof/report.ts",
    type: "ProofReport",
    title: "What traceinject prove --json writes",
  },
  {
    target: "docs/upgrade-report.schema.json",
    source: "src/audit/upgrade/report.ts",
    type: "UpgradeReport",
    title: "What traceinject upgrade --json writes",
  },
  {
    target: "docs/patch-report.schema.json",
    source: "src/patch/report.ts",
    type: "PatchReport",
    title: "What traceinject patch --check --json writes of one source tree",
  },
  {
    target: "docs/patch-reports.schema.json",
    source: "src/patch/report.ts",
    type: "PatchReports",
    title: "What traceinject patch --check --json writes of several source trees",
  },
];

const project = new Project({ tsConfigFilePath: "tsconfig.json", skipAddingFilesFromTsConfig: true });

function generate({ source, type, title }: (typeof reports)[number]): string {
  const declaration = project.addSourceFileAtPath(source).getInterfaceOrThrow(type);
  return `${JSON.stringify(jsonSchema(declaration.getType(), declaration, { title }), null, 2)}\n`;
}

for (const report of reports) {
  const text = generate(report);
  if (!process.argv.includes("--check")) writeFileSync(report.target, text);
  else if (readFileSync(report.target, "utf8") === text) console.log(`${report.target} is up to date`);
  else {
    console.error(`${report.target} is not what ${report.source} says: run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
