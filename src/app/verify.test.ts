import { expect, it } from "vitest";
import type { Verification } from "../audit/verification/verification.ts";
import { sha256 } from "../base/fingerprint.ts";
import { silentProgress } from "../base/progress.ts";
import type { MemoryHost } from "../host/memory.ts";
import { machine } from "../toolchain/fake-go.testing.ts";
import { openGoroot } from "../toolchain/goroot.ts";
import { identify } from "../toolchain/identity.ts";
import { writeStamp } from "../toolchain/stamp.ts";
import { build } from "./build.ts";
import { loadPatchSet } from "./patch-set.ts";
import { writeRecords } from "./records.ts";
import { type VerifyOptions, verify } from "./verify.ts";

const patch = `patch hello

change main
package cmd/compile/internal/gc

 func Main() {
 	start()
+	hello()
 }
`;
const compile = "pkg/tool/linux_amd64/compile";
const main = "src/cmd/compile/internal/gc/main.go";

/** A machine with a toolchain on it. */
async function built(): Promise<{ host: MemoryHost; goroot: string }> {
  const host = machine({
    "/set/series": "rebuild cmd/compile\nhello.patch\n",
    "/set/hello.patch": patch,
    "/set/payload/cmd/internal/hello/hello.go": "package hello\n",
    [`/usr/local/go/${main}`]: "package gc\n\nfunc Main() {\n\tstart()\n}\n",
  });
  await host.chmod(`/usr/local/go/${compile}`, 0o755);
  const { goroot } = await build(host, { patches: ["/set"], shipped: false }, silentProgress);
  return { host, goroot };
}

const check = (host: MemoryHost, options: Partial<VerifyOptions> = {}): Promise<Verification> =>
  verify(host, { patches: ["/set"], shipped: false, rebuild: true, ...options }, silentProgress);

/** `check subject: message`, hashes cut off. */
const told = ({ findings }: Verification): string[] =>
  findings.map(({ check, subject, message }) =>
    `${check} ${subject}: ${message}`.replace(/[0-9a-f]{16,}/g, "#"),
  );

const statuses = ({ checks }: Verification): Record<string, string> =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]));

async function tampered(tamper: (host: MemoryHost, goroot: string) => unknown): Promise<string[]> {
  const { host, goroot } = await built();
  await tamper(host, goroot);
  const found = await check(host, { toolchain: goroot });
  expect(found.verdict).toBe(found.findings.length > 0 ? "failed" : "passed");
  return told(found);
}

it("finds nothing in a toolchain as it was built, and says what it did not look at", async () => {
  const { host, goroot } = await built();
  const found = await check(host);
  expect([found.verdict, found.toolchain, found.findings]).toEqual([
    "passed",
    goroot.slice(goroot.lastIndexOf("/") + 1),
    [],
  ]);
  expect(statuses(found)).toMatchObject({ "base-files": "passed", rebuild: "passed" });
  expect(statuses(found)["audit-statement"]).toBe("not-checked");
  expect(await host.readDir("/home/user/.cache/traceinject/tmp")).toEqual([]);
});

it("takes a name, a folder, or what build would make, and builds nothing where told not to", async () => {
  const { host, goroot } = await built();
  await host.copyTree(goroot, "/srv/copy");
  const name = goroot.slice(goroot.lastIndexOf("/") + 1);
  const ran = host.ran.filter(({ args }) => args[0] === "build").length;
  for (const toolchain of [undefined, name, goroot, "/srv/copy"]) {
    const found = await check(host, { toolchain, rebuild: false });
    expect([found.verdict, statuses(found).rebuild]).toEqual(["passed", "not-checked"]);
  }
  expect(host.ran.filter(({ args }) => args[0] === "build")).toHaveLength(ran);
});

const tree = (name = "go1.26.8-#") => `subjects ${name}: changed: dirHash1 #…, stated is #…`;

it.each<[string, (host: MemoryHost, goroot: string) => unknown, string[]]>([
  [
    "an edited source of the base",
    (host, goroot) => host.put(`${goroot}/src/fmt/print.go`, "package fmt // edited\n"),
    ["base-files src/fmt/print.go: changed: SHA-256 #…, in go1.26.8 #…", tree()],
  ],
  [
    "a file too much",
    (host, goroot) => host.put(`${goroot}/src/fmt/more.go`, "package fmt\n"),
    ["base-files src/fmt/more.go: extra: go1.26.8 has no such file", tree()],
  ],
  [
    "a file whose name holds a newline",
    (host, goroot) => host.put(`${goroot}/src/a\nb`, ""),
    [
      "base-files src/a\nb: extra: go1.26.8 has no such file",
      'subjects go1.26.8-#: changed: the name of "src/a\\nb" holds a newline, which has no dirHash1',
    ],
  ],
  [
    "a file too much where a GOROOT's own build leaves such, or beside our records",
    (host, goroot) => [host.put(`${goroot}/pkg/obj/x`, ""), host.put(`${goroot}/traceinject/x`, "")],
    [
      "base-files pkg/obj/x: extra: go1.26.8 has no such file",
      "base-files traceinject/x: extra: go1.26.8 has no such file",
      tree(),
    ],
  ],
  [
    "a file that is gone",
    (host, goroot) => host.remove(`${goroot}/src/fmt/print.go`),
    ["base-files src/fmt/print.go: missing: go1.26.8 has it", tree()],
  ],
  [
    "a program that cannot be run any more",
    (host, goroot) => host.chmod(`${goroot}/bin/go`, 0o644),
    ["base-files bin/go: cannot be executed, in go1.26.8 it can"],
  ],
  [
    "an edited patched source",
    (host, goroot) => host.put(`${goroot}/traceinject/${main}`, "package gc\n"),
    [`patched-sources traceinject/${main}: changed: SHA-256 #…, in the plan #…`, tree()],
  ],
  [
    "another compiler",
    (host, goroot) => host.put(`${goroot}/${compile}`, "evil compile", 0o755),
    [
      `subjects ${compile}: changed: sha256 #…, stated is #…`,
      tree(),
      `rebuild ${compile}: is not what its sources give: SHA-256 #…, built again #…`,
    ],
  ],
  [
    "a compiler that is gone",
    (host, goroot) => host.remove(`${goroot}/${compile}`),
    [
      `subjects ${compile}: missing: it is stated`,
      tree(),
      `rebuild ${compile}: is not what its sources give: SHA-256 none…, built again #…`,
    ],
  ],
])("finds %s", async (_, tamper, wanted) => {
  expect(await tampered(tamper)).toEqual(wanted);
});

/** Replaces text in a file of the toolchain. */
const edit =
  (path: string, from: string | RegExp, to: string) => async (host: MemoryHost, goroot: string) => {
    const text = await host.readFile(`${goroot}/${path}`);
    expect(text).toMatch(from);
    host.put(`${goroot}/${path}`, text.replace(from, to));
  };

it("finds an edited statement, at the very place, and one that is gone", async () => {
  const provenance = "traceinject/provenance.intoto.json";
  expect(await tampered(edit(provenance, "-trimpath", "-race"))).toEqual([
    `provenance ${provenance}: predicate.buildDefinition.internalParameters.recipe.flags[0] is "-race", must be "-trimpath"`,
  ]);
  expect(await tampered(edit(provenance, "{", "["))).toEqual([
    expect.stringContaining(`provenance ${provenance}: is not JSON: `),
  ]);
  expect(await tampered((host, goroot) => host.remove(`${goroot}/${provenance}`))).toEqual([
    `provenance ${provenance}: missing: every toolchain has it`,
  ]);
  expect(await tampered(edit("traceinject/bom.cdx.json", '"diff"', '"differ"'))).toEqual([
    expect.stringMatching(/^bill-of-materials .*components\[\d\]\.name is "differ", must be "diff"$/),
  ]);
});

it("does not go by a stamp that contradicts itself", async () => {
  const { host, goroot } = await built();
  await edit(
    "traceinject.json",
    /"fingerprint": "\w{64}"/,
    `"fingerprint": "${"0".repeat(64)}"`,
  )(host, goroot);
  const found = await check(host, { toolchain: goroot });
  expect(told(found)).toEqual([
    "stamp traceinject.json: its fingerprint is #, but base, patch set and recipe in it give #",
  ]);
  const { stamp, ...others } = statuses(found);
  expect([stamp, ...new Set(Object.values(others))]).toEqual(["failed", "not-checked"]);
});

it("finds what an edited stamp says", async () => {
  expect(await tampered(edit("traceinject.json", '"line": 5', '"line": 6'))).toEqual([
    "stamp traceinject.json: changes[0].line is 6, must be 5",
  ]);
  const noHash = await tampered(edit("traceinject.json", /(\/compile": )"\w{64}"/, "$15"));
  expect(noHash[0]).toBe(`stamp traceinject.json: tools["${compile}"] is 5, must be "5"`);
});

it("finds a compiler whose stamp and statements were all forged to fit, by building it again", async () => {
  const { host, goroot } = await built();
  const { stamp } = await build(host, { patches: ["/set"], shipped: false }, silentProgress);
  const forged = { ...stamp, tools: { [compile]: sha256("evil compile") } };
  host.put(`${goroot}/${compile}`, "evil compile", 0o755);
  const [base, set] = [await openGoroot(host, "/usr/local/go"), await loadPatchSet(host, "/set")];
  await writeRecords(host, goroot, { base, set, identity: await identify(host, base) }, forged);
  await writeStamp(host, goroot, forged);
  expect(told(await check(host, { toolchain: goroot, rebuild: false }))).toEqual([]);
  expect(told(await check(host, { toolchain: goroot }))).toEqual([
    `rebuild ${compile}: is not what its sources give: SHA-256 #…, built again #…`,
  ]);
});

it("asks a statement about an audit whether it is about this toolchain, and passed", async () => {
  const { host, goroot } = await built();
  const provenance = JSON.parse(await host.readFile(`${goroot}/traceinject/provenance.intoto.json`));
  const { fingerprint } = provenance.predicate.buildDefinition.internalParameters;
  const predicate = { fingerprint, audit: { verdict: "passed", findings: [] }, proof: { verdict: "passed" } };
  const ours = { ...provenance, predicateType: "urn:traceinject:audit:v1", predicate };
  const path = "traceinject/audit.intoto.json";
  const verdict = async (statement: unknown) => {
    host.put(`${goroot}/${path}`, JSON.stringify(statement));
    const found = await check(host, { rebuild: false });
    return [statuses(found)["audit-statement"], ...told(found)];
  };
  expect(await verdict(ours)).toEqual(["passed"]);
  expect(await verdict({ ...ours, predicate: { ...predicate, proof: { verdict: "failed" } } })).toEqual([
    "failed",
    `audit-statement ${path}: predicate.proof.verdict is "failed", must be "passed"`,
  ]);
  expect(await verdict({ ...ours, subject: [] })).toHaveLength(3);
  expect((await verdict(null))[0]).toBe("failed");
});

it("fails with a remedy where what the toolchain was made from is not at hand", async () => {
  const { host, goroot } = await built();
  const code = (options: Partial<VerifyOptions>) =>
    check(host, { toolchain: goroot, ...options }).then(
      () => "none",
      (error: { code: string }) => error.code,
    );
  expect(await code({ toolchain: "go1.0-0" })).toBe("no-such-toolchain");
  expect(await code({ toolchain: "/usr/local/go" })).toBe("not-instrumented");
  host.put("/other/series", "rebuild cmd/compile\n");
  expect(await code({ patches: ["/other"], shipped: false })).toBe("other-patch-set");
  host.put("/usr/local/go/src/fmt/print.go", "package fmt // edited\n");
  expect(await code({})).toBe("other-base");
  await host.rename("/usr/local/go", "/usr/local/old");
  expect(await code({})).toBe("base-not-found");
  await edit("traceinject.json", /"traceinject": "[\d.]+"/, '"traceinject": "0.0.1"')(host, goroot);
  expect(await code({})).toBe("other-traceinject");
  await edit("traceinject.json", /"patchSet"/, '"set"')(host, goroot);
  expect(await code({})).toBe("not-instrumented");
});
