import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { billOfMaterials } from "./bom.ts";
import { sampleFacts } from "./facts.testing.ts";

/** The schemas that OWASP publishes; the library is here for them only. */
const library = createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json");

function schema(name: string): object {
  const file = `${name}.SNAPSHOT.schema.json`;
  const text = readFileSync(join(library, "../res/schema", file), "utf8");
  // They refer to each other by these names, and call themselves by others.
  return { ...(JSON.parse(text) as object), $id: `http://cyclonedx.org/schema/${file}` };
}

/** Formats that CycloneDX asks for, and that ajv does not bring. */
const formats = {
  "date-time": /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/,
  "iri-reference": /^\S*$/,
  uri: /^[a-z][a-z0-9+.-]*:\S*$/i,
  "idn-email": /^\S+@\S+$/,
};

const ajv = new Ajv({ strict: false, allErrors: true, formats });
for (const name of ["spdx", "jsf-0.82", "cryptography-defs"]) ajv.addSchema(schema(name));
const validate = ajv.compile(schema("bom-1.6"));

it("writes a bill of materials that fits the schema of CycloneDX 1.6", () => {
  validate(billOfMaterials(sampleFacts));
  expect(validate.errors).toBeNull();
});

it("would see what does not fit", () => {
  const bom = billOfMaterials(sampleFacts);
  for (const bad of [
    { ...bom, serialNumber: "1" },
    { ...bom, components: [{ type: "tool", name: "x" }] },
  ])
    expect(validate(bad)).toBe(false);
});
