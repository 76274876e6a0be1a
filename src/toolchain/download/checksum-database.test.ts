import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { groupsOfThree, parseChecksumDatabase, provenHash } from "./checksum-database.ts";
import {
  type FakeProxy,
  fakeProxy,
  h1Of,
  lookupPath,
  releaseFiles,
  signedNote,
  signer,
} from "./proxy.testing.ts";
import { parseProxyList } from "./proxy-list.ts";

const version = "v0.0.1-go1.24.3.linux-amd64";

function prove(proxy: FakeProxy, gosumdb = proxy.gosumdb, goproxy = proxy.url): Promise<string> {
  const host = new MemoryHost({}, { web: proxy.web });
  const database = parseChecksumDatabase(gosumdb);
  return provenHash(host, database, parseProxyList(goproxy), "golang.org/toolchain", version);
}

it("gives the hash of a record that stands in the signed tree", async () => {
  expect(await prove(fakeProxy())).toBe(h1Of(releaseFiles));
});

it("asks the proxy that passes questions on, the named URL past all proxies, and else the database itself", async () => {
  const proxy = fakeProxy();
  const none = "https://none.example.org";
  const both: FakeProxy = {
    ...proxy,
    web: (url, headers) => (url.startsWith(none) ? { status: 404 } : proxy.web(url, headers)),
  };
  expect(await prove(both, proxy.gosumdb, `${none},${proxy.url}`)).toBe(h1Of(releaseFiles));
  const named = `${proxy.gosumdb} ${proxy.url}/sumdb/${proxy.signer.name}/`;
  expect(await prove(proxy, named, "https://unreachable.example.org")).toBe(h1Of(releaseFiles));
  const itself: FakeProxy = {
    ...proxy,
    web: (url, headers) => proxy.web(url.replace("https://", `${proxy.url}/sumdb/`), headers),
  };
  expect(await prove(itself, proxy.gosumdb, "direct")).toBe(h1Of(releaseFiles));
});

it("reads a full tile where the part of it is gone", async () => {
  const proxy = fakeProxy();
  const path = [...proxy.answers.keys()].find((path) => path.includes(".p/188")) ?? "";
  const part = Buffer.from(proxy.answers.get(path) ?? "");
  proxy.answers.delete(path);
  proxy.answers.set(path.replace(".p/188", ""), Buffer.concat([part, Buffer.alloc(68 * 32)]));
  expect(await prove(proxy)).toBe(h1Of(releaseFiles));
});

/** The lookup's answer, changed. */
function altered(change: (text: string, proxy: FakeProxy) => string): FakeProxy {
  const proxy = fakeProxy();
  proxy.answers.set(lookupPath(proxy), change(String(proxy.answers.get(lookupPath(proxy))), proxy));
  return proxy;
}

it.each<[string, (text: string, proxy: FakeProxy) => string, string]>([
  ["another hash in its record", (text) => text.replace(/h1:.{5}/, "h1:AAAAA"), "is not in the tree"],
  ["another place", (text) => text.replace(/^300/, "299"), "is not in the tree"],
  ["a place beyond the tree", (text) => text.replace(/^300/, "700"), "the log has 700 records"],
  ["another tree size", (text) => text.replace("\n700\n", "\n701\n"), "the signature of sum.example.org"],
  ["no signature", (text) => text.replace(/— .*\n/, ""), "not signed with the key"],
  [
    "a note of something else",
    (text, { signer }) => text.replace(/go\.sum.*/s, signedNote("x\n", signer)),
    "is no tree",
  ],
  ["a page of HTML", () => "<html>\n\n</html>", "its answer is no record"],
])("refuses a database that answers with %s", async (_, change, why) => {
  await expect(prove(altered(change))).rejects.toThrow(why);
});

it("refuses a record of another version, though it is in the tree", async () => {
  const proxy = fakeProxy();
  const text = String(proxy.answers.get(lookupPath(proxy)));
  const host = new MemoryHost({}, { web: proxy.web });
  proxy.answers.set(lookupPath(proxy).replace("24.3", "24.4"), text);
  const asked = provenHash(
    host,
    parseChecksumDatabase(proxy.gosumdb),
    parseProxyList(proxy.url),
    "golang.org/toolchain",
    version.replace("24.3", "24.4"),
  );
  await expect(asked).rejects.toThrow(
    "the record that it gives for v0.0.1-go1.24.4.linux-amd64 is of something else",
  );
});

it("refuses what is signed with a key that is not the one of GOSUMDB", async () => {
  await expect(prove(fakeProxy(), signer().verifierKey)).rejects.toThrow("not signed with the key");
});

it("knows sum.golang.org and its mirror by name, and refuses off", () => {
  expect(parseChecksumDatabase("sum.golang.org")).toMatchObject({
    verifier: { name: "sum.golang.org" },
    url: undefined,
  });
  expect(parseChecksumDatabase("sum.golang.google.cn")).toMatchObject({
    verifier: { name: "sum.golang.org" },
    url: "https://sum.golang.google.cn",
  });
  expect(() => parseChecksumDatabase("off")).toThrow("GOSUMDB=off");
  expect(() => parseChecksumDatabase("sum.golang.org https://a b")).toThrow("more than a key and a URL");
});

it("writes the number of a tile in groups of three", () => {
  expect([7, 34067, 1234067].map(groupsOfThree)).toEqual(["007", "x034/067", "x001/x234/067"]);
});
