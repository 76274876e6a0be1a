import { expect, it } from "vitest";
import { sha256 } from "../../base/fingerprint.ts";
import { parseGoVersion } from "../../base/version.ts";
import { MemoryHost } from "../../host/memory.ts";
import { loadPolicy, loadSetPolicies, policyDigest } from "./policy.ts";

const ours = "version: 1\nfunctions:\n  p.F: { reason: starts, calls: [h.Start] }\n";
const theirs = `version: 1
functions:
  p.F: { reason: counts, calls: [c.Count], since: go1.22 }
  p.G: { reason: tells, goarch: [arm64] }
`;

const host = () => new MemoryHost({ "/compile/policy.yaml": ours, "/mine/policy.yaml": theirs });

async function allowed(version: string, goarch: string, ...dirs: string[]): Promise<string[]> {
  const { functions } = await loadSetPolicies(host(), dirs, parseGoVersion(version)!, goarch);
  return functions.map(({ symbol, calls }) => [symbol, ...calls.map((call) => call.symbol)].join(" "));
}

it("allows what the policies of all sets allow, each for its releases and architectures", async () => {
  expect(await allowed("go1.26.8", "amd64", "/compile", "/mine")).toEqual(["p.F h.Start c.Count"]);
  expect(await allowed("go1.26.8", "arm64", "/compile", "/mine")).toEqual(["p.F h.Start c.Count", "p.G"]);
  expect(await allowed("go1.21.0", "amd64", "/compile", "/mine")).toEqual(["p.F h.Start"]);
});

it("allows nothing for a set without a policy, or where none is named", async () => {
  expect(await allowed("go1.26.8", "amd64", "/bare")).toEqual([]);
  expect(await allowed("go1.26.8", "amd64", "/compile", "/bare")).toEqual(["p.F h.Start"]);
  expect((await loadPolicy(host(), undefined)).functions).toEqual([]);
});

it("names the file of each entry only where there are several", async () => {
  const files = async (...dirs: string[]) => {
    const policy = await loadSetPolicies(host(), dirs, parseGoVersion("go1.26.8")!, "arm64");
    return [policy.file, ...policy.functions.map(({ file }) => file)];
  };
  expect(await files("/compile")).toEqual(["policy.yaml", undefined]);
  expect(await files("/compile", "/mine")).toEqual([undefined, "compile/policy.yaml", "mine/policy.yaml"]);
});

it("has a digest of the one policy, or of all, or none", async () => {
  const machine = host();
  const digest = (...dirs: string[]) => policyDigest(machine, dirs);
  expect(await digest("/compile")).toBe(sha256(ours));
  expect(await digest("/bare")).toBeUndefined();
  const both = await digest("/compile", "/mine");
  expect([sha256(ours), sha256(theirs)]).not.toContain(both);
  machine.put("/mine/policy.yaml", `${theirs}# more\n`);
  expect(await digest("/compile", "/mine")).not.toBe(both);
});
