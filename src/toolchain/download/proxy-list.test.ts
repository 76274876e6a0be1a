import { expect, it } from "vitest";
import { firstAnswer } from "./proxies.ts";
import { parseProxyList } from "./proxy-list.ts";
import { NoAnswer, Refused } from "./request.ts";

/** A list as words: `url` before a comma, `url|` before a bar. */
const words = (goproxy: string): string[] =>
  parseProxyList(goproxy).map((source) =>
    source.kind === "proxy" ? source.url + (source.next === "on-any-error" ? "|" : "") : source.kind,
  );

it.each([
  ["https://proxy.golang.org,direct", ["https://proxy.golang.org", "direct"]],
  ["https://a/ | https://b/x , off", ["https://a|", "https://b/x", "off"]],
  ["direct,https://never.asked", ["direct"]],
  ["off", ["off"]],
  [",,goproxy.io,|", ["https://goproxy.io"]],
  ["file:///srv/mirror", ["file:///srv/mirror"]],
])("reads the GOPROXY %s", (goproxy, expected) => {
  expect(words(goproxy)).toEqual(expected);
});

it("refuses a GOPROXY that names no proxy", () => {
  expect(() => parseProxyList(" , ")).toThrow("names no proxy");
});

/** Asks a list whose proxies fail as told, by the host's first letter; gives who was asked, and what came of it. */
async function walk(goproxy: string, failures: Record<string, Error>): Promise<string> {
  const asked: string[] = [];
  const ask = async (source: ReturnType<typeof parseProxyList>[number]): Promise<string> => {
    const name = source.kind === "proxy" ? source.url.slice(-1) : source.kind;
    asked.push(name);
    if (failures[name]) throw failures[name];
    return "answered";
  };
  const end = await firstAnswer(parseProxyList(goproxy), ask).catch((error: Error) => error.message);
  return `${asked.join(" ")}: ${end}`;
}

it("goes on after a comma where something is missing, after a bar after any failure", async () => {
  const missing = new Refused("https://a", 404, "gone");
  const broken = new NoAnswer("no such host");
  expect(await walk("http://a,http://b", { a: missing })).toBe("a b: answered");
  expect(await walk("http://a,http://b", { a: broken })).toBe("a: no such host");
  expect(await walk("http://a,http://b", { a: new Refused("https://a", 500) })).toBe("a: https://a: 500");
  expect(await walk("http://a|http://b", { a: broken })).toBe("a b: answered");
});

it("reports a broken proxy before a missing module, and that before an origin out of reach", async () => {
  const missing = new Refused("https://a", 404, "gone");
  const broken = new NoAnswer("no such host");
  const far = new NoAnswer("origin out of reach");
  expect(await walk("http://a|http://b", { a: broken, b: missing })).toBe("a b: no such host");
  expect(await walk("http://a,direct", { a: missing, direct: far })).toBe("a direct: https://a: 404 gone");
  expect(await walk("direct", { direct: far })).toBe("direct: origin out of reach");
});
