import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { loadPatchSet, loadPatchSets, patchSetDirs, shippedPatchSet } from "./patch-set.ts";

const patch = "patch p\nchange c\npackage cmd/x\n\n func Main(...) {\n+\t_ = 0\n \t...\n }\n";

const files = {
  "/home/user/mine/series": "rebuild cmd/x # the tool\np.patch\n",
  "/home/user/mine/p.patch": patch,
  "/home/user/mine/payload/cmd/internal/hook/hook.go": "package hook\n",
  "/home/user/mine/payload/cmd/internal/hook/hook_test.go": "package hook\n",
  "/home/user/mine/payload/cmd/internal/hook/README": "No Go.\n",
};

/** The code and the message of the failure. */
const failure = (host: MemoryHost, dir = "/home/user/mine"): Promise<string> =>
  loadPatchSet(host, dir).then(
    () => "none",
    ({ code, message }) => `${code} ${message}`,
  );

it("reads the series, its patches and the Go files to add, without their tests", async () => {
  const set = await loadPatchSet(new MemoryHost(files), "/home/user/mine");
  expect(set).toMatchObject({ name: "mine", tools: ["cmd/x"] });
  expect(set.payload).toEqual([{ set: "mine", path: "cmd/internal/hook/hook.go", text: "package hook\n" }]);
  expect(Object.keys(set.files)).toEqual(["series", "p.patch", "payload/cmd/internal/hook/hook.go"]);
});

it("applies the user's sets after the shipped one, in their order, or without it", () => {
  const host = new MemoryHost();
  expect(patchSetDirs(host, {})).toEqual([shippedPatchSet()]);
  expect(patchSetDirs(host, { patches: ["mine", "/other"] })).toEqual([
    shippedPatchSet(),
    "/home/user/mine",
    "/other",
  ]);
  expect(patchSetDirs(host, { patches: ["mine"], shipped: false })).toEqual(["/home/user/mine"]);
  expect(() => patchSetDirs(host, { shipped: false })).toThrow("no patch set left");
});

it("gives sets with other payload or patches other fingerprints, also together", async () => {
  const other = Object.entries(files).map(([path, text]) => [path.replace("/mine/", "/yours/"), text]);
  const yours = Object.fromEntries(
    other.map(([path = "", text]) => [path.replace("/hook/", "/hook2/"), text]),
  );
  const host = new MemoryHost({ ...files, ...yours });
  const print = async () =>
    (await loadPatchSets(host, { patches: ["mine", "yours"], shipped: false })).fingerprint;
  const before = await print();
  host.put("/home/user/yours/payload/cmd/internal/hook2/hook.go", "package hook // 2\n");
  expect(await print()).not.toBe(before);
});

it.each(["/etc/secret.go", "/home/user/mine/p.patch", "/nowhere"])(
  "refuses a link to %s in a payload",
  async (target) => {
    const host = new MemoryHost({ ...files, "/etc/secret.go": "package secret\n" });
    await host.symlink(target, "/home/user/mine/payload/cmd/internal/hook/link.go");
    expect(await failure(host)).toMatch(/^bad-patch-set .*\/hook\/link\.go: it is a link/);
  },
);

it("refuses a folder of a payload that is a link, and so never goes in circles", async () => {
  const host = new MemoryHost(files);
  await host.symlink("/home/user/mine/payload", "/home/user/mine/payload/cmd/loop");
  expect(await failure(host)).toMatch(/^bad-patch-set .*\/payload\/cmd\/loop: it is a link/);
});

it("takes a set whose own folder is reached by a link", async () => {
  const host = new MemoryHost(files);
  await host.symlink("/home/user/mine", "/linked");
  expect(await failure(host, "/linked")).toBe("none");
});

it.each([
  ["payload/lost.go", "package lost\n", /bad-patch-set .*payload\/lost\.go: it is in no package/],
  ["series", "rebuild cmd/x\np.patch\np.patch\n", /bad-patch .*series:3: `p\.patch` stands there twice/],
  ["series", "p.patch\n", /bad-patch-set .*names no tool/],
  ["series", "rebuild cmd/x\n../p.patch\n", /bad-patch .*series:2: `\.\.\/p\.patch` is neither/],
  ["p.patch", patch.replace("cmd/x", "../../etc"), /bad-patch .*leaves GOROOT\/src/],
])("refuses a set with %s: %j", async (path, text, message) => {
  expect(await failure(new MemoryHost({ ...files, [`/home/user/mine/${path}`]: text }))).toMatch(message);
});

it("refuses a folder whose name could not stand in a stamp", async () => {
  const host = new MemoryHost({ "/a+b/series": "rebuild cmd/x\n" });
  expect(await failure(host, "/a+b")).toMatch(/^bad-patch-set \/a\+b: the name of its folder/);
});
