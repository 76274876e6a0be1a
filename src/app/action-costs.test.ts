import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import type { ActionCost } from "../trace/actions/cost.ts";
import { keepCosts, keptCosts } from "./action-costs.ts";

const folder = "/home/user/.cache/traceinject/costs";
const cost = (actionId: string, cpu = 1): ActionCost => ({ actionId, running: 2, cpu });
const session = (number: number): string => `s${String(number).padStart(3, "0")}`;
const logsOf = async (host: MemoryHost) => (await host.readDir(folder)).map(({ name }) => name);

it("remembers what actions cost in the latest session that ran them", async () => {
  const host = new MemoryHost();
  await keepCosts(host, "s1", [cost("a", 10), cost("b", 20)]);
  await keepCosts(host, "s2", [cost("a", 11)]);
  expect([...(await keptCosts(host)).values()]).toEqual([
    { ...cost("a", 11), session: "s2" },
    { ...cost("b", 20), session: "s1" },
  ]);
  expect(await host.readDir("/home/user/.cache/traceinject/tmp")).toEqual([]);
});

it("keeps nothing of a session in which nothing ran", async () => {
  const host = new MemoryHost();
  await keepCosts(host, "s1", []);
  expect([await logsOf(host), (await keptCosts(host)).size]).toEqual([[], 0]);
});

it("never has more than some logs, and forgets nothing when it brings them together", async () => {
  const host = new MemoryHost();
  const counts: number[] = [];
  for (let i = 0; i < 100; i++) {
    await keepCosts(host, session(i), [cost(`a${i}`), cost("each", i)]);
    counts.push((await logsOf(host)).length);
  }
  expect([Math.max(...counts), counts.filter((count) => count === 1).length]).toEqual([32, 4]);
  const costs = await keptCosts(host);
  expect([costs.size, costs.get("each")?.cpu, costs.get("a0")?.session]).toEqual([101, 99, "s000"]);
});

it("loses nothing where parallel sessions bring the logs together at once", async () => {
  const host = new MemoryHost();
  for (let i = 0; i < 32; i++) await keepCosts(host, session(i), [cost(`a${i}`)]);
  await Promise.all([33, 34, 35].map((i) => keepCosts(host, session(i), [cost(`a${i}`)])));
  expect((await keptCosts(host)).size).toBe(35);
});

it("reads again where a log is taken in by another while it reads", async () => {
  const host = new MemoryHost();
  await keepCosts(host, "s1", [cost("a")]);
  const { readFile } = host;
  host.readFile = async (path) => {
    host.readFile = readFile;
    await host.rename(`${folder}/s1.txt`, `${folder}/s2.txt`);
    return readFile.call(host, path);
  };
  expect([...(await keptCosts(host)).keys()]).toEqual(["a"]);
});

it("knows no costs where there is no home, and passes over what is damaged or far too long", async () => {
  expect((await keptCosts(new MemoryHost({}, { env: {} }))).size).toBe(0);
  const host = new MemoryHost({
    [`${folder}/foreign.txt`]: "nothing of ours",
    [`${folder}/huge.txt`]: `traceinject-costs 1\n= s9\na 1 2\n${"\n".repeat(16e6)}`,
  });
  await keepCosts(host, "s1", [cost("b")]);
  expect([...(await keptCosts(host)).keys()]).toEqual(["b"]);
});
