import { expect, it } from "vitest";
import { auditStatement } from "./audit-statement.ts";
import { billOfMaterials } from "./bom.ts";
import { sampleEvidence, sampleFacts } from "./facts.testing.ts";
import { provenanceStatement, releasePurl } from "./slsa.ts";

const hex = /^[0-9a-f]{64}$/;

it("makes both statements about the same subjects, each with a digest", () => {
  const provenance = provenanceStatement(sampleFacts);
  const audit = auditStatement(sampleFacts, sampleEvidence);
  expect(audit.subject).toEqual(provenance.subject);
  expect(provenance.subject.map(({ name }) => name)).toEqual([
    "pkg/tool/linux_amd64/compile",
    sampleFacts.name,
  ]);
  for (const { digest } of provenance.subject)
    expect(Object.values(digest)).toEqual([expect.stringMatching(hex)]);
});

it("names all that went in by digest", () => {
  const { resolvedDependencies } = provenanceStatement(sampleFacts).predicate.buildDefinition;
  expect(resolvedDependencies.map(({ name }) => name)).toEqual([
    "go1.26.8",
    "compile/payload/trace.go",
    "compile/series",
    "compile/start.patch",
  ]);
  for (const { digest } of resolvedDependencies)
    expect(Object.values(digest)).toEqual([expect.stringMatching(hex)]);
});

it("leaves out of the proof what depends on the machine", () => {
  expect(JSON.stringify(auditStatement(sampleFacts, sampleEvidence))).not.toMatch(/\/home|remembered/);
});

it("gives each component of the bill a name of its own, and links only what is there", () => {
  const bom = billOfMaterials(sampleFacts);
  const refs = [bom.metadata.component, ...bom.components].map((component) => component["bom-ref"]);
  expect(new Set(refs).size).toBe(refs.length);
  const linked = bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  expect([...new Set(linked)].sort()).toEqual([...refs].sort());
});

it("numbers a bill by what is in it", () => {
  const one = billOfMaterials(sampleFacts).serialNumber;
  expect(one).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(billOfMaterials(sampleFacts).serialNumber).toBe(one);
  expect(billOfMaterials({ ...sampleFacts, tree: "another" }).serialNumber).not.toBe(one);
});

it("makes package URLs of releases with experiments and of development versions", () => {
  expect(releasePurl("go1.26.8")).toBe("pkg:generic/go@1.26.8");
  expect(releasePurl("go1.26.0 X:nodwarf5")).toBe("pkg:generic/go@1.26.0%20X%3Anodwarf5");
  expect(releasePurl("devel go1.28-ab12")).toBe("pkg:generic/go@devel%20go1.28-ab12");
});
