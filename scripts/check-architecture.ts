/** Fails with every import that runs against the layers and doors of scripts/architecture.ts. */
import { Project } from "ts-morph";
import { checkArchitecture } from "./architecture.ts";

const project = new Project({ skipAddingFilesFromTsConfig: true });
const files = project.addSourceFilesAtPaths("src/**/*.ts");
const violations = checkArchitecture(project, process.cwd());
for (const { file, line, to, why } of violations) console.error(`${file}:${line} -> ${to}: ${why}`);
if (violations.length > 0 || files.length === 0) process.exit(1);
console.log(`${files.length} files keep to the layers and doors of scripts/architecture.ts`);
