import { expect, it } from "vitest";
import { expectGolden } from "../../report/golden.testing.ts";
import { documentsOf } from "./documents.ts";
import { sampleEvidence, sampleFacts } from "./facts.testing.ts";
import { records } from "./tree.ts";

const documents = documentsOf(sampleFacts, sampleEvidence);
const golden = (path: string): void =>
  expectGolden(
    import.meta.url,
    path.replace("traceinject/", "golden/").replace(/$/, ".txt"),
    documents.get(path) ?? "",
  );

it("writes a SLSA provenance statement", () => golden(records.provenance));
it("writes a statement about audit and proof", () => golden(records.audit));
it("writes a CycloneDX bill of materials", () => golden(records.bom));

it("gives the same bytes whatever the order in which things were found", () => {
  const { files } = sampleFacts.patchSet;
  const patchSet = { ...sampleFacts.patchSet, files: Object.fromEntries(Object.entries(files).reverse()) };
  const dependencies = { "@ann/trees": "1.0.0", yargs: "18.2.0" };
  const facts = { ...sampleFacts, patchSet, traceinject: { version: "0.1.0", dependencies } };
  expect([...documentsOf(facts, sampleEvidence)]).toEqual([...documents]);
});

it("says nothing of an audit that was not made", () => {
  expect([...documentsOf(sampleFacts).keys()]).toEqual([records.provenance, records.bom]);
});
