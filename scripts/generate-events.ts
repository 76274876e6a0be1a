/**
 * Writes what is made of schema/events.yaml: the events as Go structs and as TypeScript types with their table, and
 * docs/events.md. `--check` compares instead of writing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { markdown } from "./events/docs.ts";
import { goSource } from "./events/go.ts";
import { parseSchema } from "./events/schema.ts";
import { typescriptSource } from "./events/typescript.ts";

const source = "schema/events.yaml";
const types = "src/trace/schema.generated.ts";
const schema = parseSchema(readFileSync(source, "utf8"));

const texts = {
  "patches/compile/payload/cmd/internal/buildtrace/events.go": goSource(schema),
  [types]: typescriptSource(schema, types),
  "docs/events.md": markdown(schema),
};

for (const [target, text] of Object.entries(texts)) {
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (readFileSync(target, "utf8") === text) console.log(`${target} is up to date`);
  else {
    console.error(`${target} is not what ${source} says: run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
