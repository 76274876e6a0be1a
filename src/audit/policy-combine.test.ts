import { expect, it } from "vitest";
import { frameBudget, policyFor } from "./policy.ts";
import { combinePolicies } from "./policy-combine.ts";
import { addToPolicy, parsePolicy } from "./policy-file.ts";

const ours = `version: 1
functions:
  p.F: { reason: starts, frame: { amd64: 32, default: 48 }, calls: [h.Start, h.Stop] }
  p.G: { reason: stops, calls: [h.Stop] }
packages:
  runtime/trace: { reason: records, release: true }
data:
  p..inittask: waits
`;
const theirs = `# Mine.
version: 1

functions:
  p.F:
    reason: counts # why
    frame: 8
    calls: [h.Stop, c.Count]

data:
  p..inittask: waits for more
`;

const both = combinePolicies([parsePolicy(ours, "a/policy.yaml"), parsePolicy(theirs, "b/policy.yaml")]);

it("leaves one policy as it is", () => {
  const policy = parsePolicy(ours, "policy.yaml");
  expect(combinePolicies([policy])).toBe(policy);
});

it("lets a function that both name do what either allows, and grow by the sum", () => {
  const entry = policyFor(both, "p.F")!;
  expect(entry.reason).toBe("starts; counts");
  expect(entry.calls.map(({ symbol }) => symbol)).toEqual(["h.Start", "h.Stop", "c.Count"]);
  expect(["amd64", "arm64"].map((goarch) => frameBudget(entry, goarch))).toEqual([40, 56]);
});

it("allows nothing that neither names", () => {
  expect(policyFor(both, "p.G")?.calls.map(({ symbol }) => symbol)).toEqual(["h.Stop"]);
  expect(both.functions.map(({ symbol }) => symbol)).toEqual(["p.F", "p.G"]);
  expect(both.packages.map(({ path }) => path)).toEqual(["runtime/trace"]);
});

it("knows of each entry in which file it stands", () => {
  expect(both.functions.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "a/policy.yaml:3",
    "a/policy.yaml:4",
  ]);
  expect(policyFor(both, "p.F")?.calls.at(-1)).toMatchObject({ file: "b/policy.yaml", line: 8 });
  expect(both.data.map(({ file }) => file)).toEqual(["a/policy.yaml", "b/policy.yaml"]);
});

it("adds the entries of one text to another, keeps comments, and leaves what is there", () => {
  const text = addToPolicy(theirs, ours, "policy.yaml");
  expect(text.startsWith("# Mine.\n")).toBe(true);
  expect(text).toContain("reason: counts # why");
  const { functions, packages, data } = parsePolicy(text, "policy.yaml");
  expect(functions.map(({ symbol, reason }) => [symbol, reason])).toEqual([
    ["p.F", "counts"],
    ["p.G", "stops"],
  ]);
  expect(packages).toHaveLength(1);
  expect(data.map(({ reason }) => reason)).toEqual(["waits for more"]);
});

it("adds to nothing that is no policy", () => {
  expect(() => addToPolicy("version: 2\n", ours, "policy.yaml")).toThrow("policy.yaml:1");
});
