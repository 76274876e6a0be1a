import { expect, it } from "vitest";
import { parseGoVersion } from "../../../base/version.ts";
import { MemoryHost } from "../../../host/memory.ts";
import { packageRoot } from "../../../host/package.ts";
import { shippedPatchSet } from "../../patch-set.ts";
import { copyRepaired } from "./copy.ts";
import { repairDiff, writeRepairs } from "./write.ts";

const change = (name: string, range = "") =>
  `change ${name}\npackage cmd/compile/internal/gc\n${range} func ${name}() {\n+\thello()\n \t...\n }\n`;
const one = `patch one\n\n${change("A")}\n${change("B", "until go1.28\n")}\n${change("B", "since go1.28\n")}`;
const two = `patch two\n\n${change("C")}`;
const files = {
  "/sets/mine/series": "rebuild cmd/compile # the tool\none.patch\ntwo.patch # last\n",
  "/sets/mine/one.patch": one,
  "/sets/mine/two.patch": two,
  "/sets/mine/policy.yaml": "functions: []\n",
};
const go128 = parseGoVersion("go1.28.0")!;
const repaired = {
  file: "two.patch",
  before: two,
  after: two.replace("func C", "func D"),
  changes: ["two/C"],
};
const repair = {
  dir: "/sets/mine",
  patches: [repaired],
  repaired: ["two/C"],
  left: [],
  drifting: new Set<string>(),
};

it("copies a set under its own name, with the repaired files, and leaves the set alone", async () => {
  const host = new MemoryHost(files);
  const copy = await copyRepaired(host, repair, go128, "/tmp/scratch");
  expect(copy).toBe("/tmp/scratch/mine");
  expect(await host.readFile(`${copy}/two.patch`)).toBe(repaired.after);
  expect(await host.readFile(`${copy}/one.patch`)).toBe(one);
  expect(await host.readFile(`${copy}/policy.yaml`)).toBe(files["/sets/mine/policy.yaml"]);
  expect(await host.readFile("/sets/mine/two.patch")).toBe(two);
});

it("leaves out what still drifts in its form for this release, on lines that keep their numbers", async () => {
  const host = new MemoryHost(files);
  const copy = await copyRepaired(host, { ...repair, drifting: new Set(["one/B"]) }, go128, "/tmp/scratch");
  const text = await host.readFile(`${copy}/one.patch`);
  expect(text.split("\n")).toHaveLength(one.split("\n").length);
  expect([text.includes("until go1.28"), text.includes("since go1.28")]).toEqual([true, false]);
});

it("takes a patch of which nothing is left out of the series", async () => {
  const host = new MemoryHost(files);
  const copy = await copyRepaired(host, { ...repair, drifting: new Set(["two/C"]) }, go128, "/tmp/scratch");
  expect(await host.readFile(`${copy}/series`)).toBe("rebuild cmd/compile # the tool\none.patch\n");
});

it("writes into the user's patch files, and into ours only in a checkout; the diff applies from the root of either", async () => {
  const ours = { ...repair, dir: shippedPatchSet() };
  const host = new MemoryHost({ ...files, [`${ours.dir}/two.patch`]: two });
  expect(await writeRepairs(host, [repair])).toEqual({ written: true });
  expect(await host.readFile("/sets/mine/two.patch")).toBe(repaired.after);
  expect(await writeRepairs(host, [ours])).toMatchObject({ written: false, unwritten: [{}] });
  expect(await host.readFile(`${ours.dir}/two.patch`)).toBe(two);
  host.put(`${packageRoot()}/.git/HEAD`, "ref: refs/heads/main\n");
  expect(await writeRepairs(host, [ours])).toEqual({ written: true });
  expect(await host.readFile(`${ours.dir}/two.patch`)).toBe(repaired.after);
  const diff = repairDiff([ours, repair]);
  expect(diff).toContain("--- a/patches/compile/two.patch\n+++ b/patches/compile/two.patch\n");
  expect(diff).toContain("--- a/mine/two.patch\n");
  expect(diff).toContain("- func C() {\n+ func D() {\n");
  expect(repairDiff([{ ...repair, patches: [] }])).toBe("");
});
