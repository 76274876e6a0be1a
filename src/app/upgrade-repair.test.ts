import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { gorootFiles, machine } from "../toolchain/fake-go.testing.ts";
import { list } from "./list.ts";
import { repairRelease } from "./upgrade-repair.ts";

const main = "src/cmd/compile/internal/gc/main.go";
const source = (callee: string) =>
  `package gc\n\nfunc Main() {\n\tinit1()\n\t${callee}()\n}\n\nfunc init1() {\n\tprintln(1)\n}\n\nfunc ${callee}() {\n\tprintln(2)\n}\n`;
const patch = `patch hello

change main
package cmd/compile/internal/gc

 func Main(...) {
 	...
 	start()
+	hello()
 }
`;

/** go1.25.5 fits, go1.26.8 calls it otherwise. No compiler here does anything. */
const ready = () =>
  machine(
    {
      "/set/series": "rebuild cmd/compile\nhello.patch\n",
      "/set/hello.patch": patch,
      ...gorootFiles("/usr/lib/go-1.25", "go1.25.5"),
      [`/usr/lib/go-1.25/${main}`]: source("start"),
      [`/usr/local/go/${main}`]: source("begin"),
    },
    { versions: { "/usr/lib/go-1.25": "go1.25.5", "/usr/lib/go-1.27": "go1.27.1" } },
  );

it("rejects a proposal whose trial does not pass, says by which step, and leaves set and cache as they were", async () => {
  const host = ready();
  const steps: string[] = [];
  const progress = { step: (text: string) => steps.push(text), detail: () => {} };
  const upgrade = await repairRelease(host, { shipped: false, patches: ["/set"] }, progress);
  expect(upgrade.repair).toEqual({
    from: "go1.25.5",
    kept: [],
    rejected: [{ change: "hello/main", why: expect.stringMatching(/^exits: success: /) }],
    left: [],
    diff: "",
    written: false,
  });
  expect(steps.filter((step) => step.startsWith("trying "))).toEqual(["trying hello/main"]);
  expect([upgrade.verdict, upgrade.steps[1]?.status]).toEqual(["findings", "findings"]);
  expect([await host.readFile("/set/hello.patch"), await list(host)]).toEqual([patch, []]);
});

it("rejects a proposal with which the set would no longer fit another release here", async () => {
  const host = ready();
  for (const [path, text] of Object.entries(gorootFiles("/usr/lib/go-1.27", "go1.27.1")))
    host.put(path, text);
  host.put(`/usr/lib/go-1.27/${main}`, source("start"));
  const upgrade = await repairRelease(host, { shipped: false, patches: ["/set"] }, silentProgress);
  expect(upgrade.repair).toMatchObject({
    kept: [],
    rejected: [{ change: "hello/main", why: "no longer fits go1.27.1" }],
    written: false,
  });
});

it("passes over another release here whose sources cannot be read", async () => {
  const host = ready();
  for (const [path, text] of Object.entries(gorootFiles("/usr/lib/go-1.27", "go1.27.1")))
    host.put(path, text);
  const file = `/usr/lib/go-1.27/${main}`;
  host.put(file, source("start"));
  const readFile = host.readFile.bind(host);
  host.readFile = (path) =>
    path === file
      ? Promise.reject(Object.assign(new Error("no"), { code: "EACCES", syscall: "open" }))
      : readFile(path);
  const upgrade = await repairRelease(host, { shipped: false, patches: ["/set"] }, silentProgress);
  expect(upgrade.repair?.rejected).toEqual([
    { change: "hello/main", why: expect.stringMatching(/^exits: success: /) },
  ]);
});

it("is an upgrade like any other where nothing drifts", async () => {
  const host = ready();
  host.put(`/usr/local/go/${main}`, source("start"));
  const upgrade = await repairRelease(host, { shipped: false, patches: ["/set"] }, silentProgress);
  expect([upgrade.steps[1]?.status, upgrade.repair]).toEqual(["passed", undefined]);
});
