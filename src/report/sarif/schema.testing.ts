import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";

/**
 * The published schema of SARIF 2.1.0, in Microsoft's copy on npm (there is no other one that is small: their multitool
 * brings it with 40 MB of programs). It is of JSON Schema's draft 4, of which it uses nothing that later drafts changed
 * but the name of its id.
 */
export function sarifValidator(): ValidateFunction {
  const main = createRequire(import.meta.url).resolve("@microsoft/jest-sarif");
  const file = new URL("schemas/sarif-2.1.0-rtm.5.json", `file://${main}`);
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("uri-reference", (text: string) => /^\S*$/.test(text) && URL.canParse(text, "http://base/"));
  ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)));
  return ajv.compile(schema);
}
