import { expect, it } from "vitest";
import { hostileSessions, realSession } from "./hostile.testing.ts";
import { commands, expectGoodEnds, expectGoodEndsOfChanged, hostOf, run } from "./hostile-runs.testing.ts";

// Every command reads every session in src/e2e/hostile.e2e.test.ts; here each reads some.

const [report, ...others] = commands;
const share = 6;

it.each(Object.entries(hostileSessions).map(([what, files], i) => ({ what, files, i })))(
  "reads what it can of a session, and fails well: $what",
  async ({ files, i }) => {
    await expectGoodEnds(files, [report!, ...others.filter((_, at) => at % share === i % share)]);
  },
);

it("knows a whole session as whole, so that what the others say is of their damage", async () => {
  for (const argv of commands.filter(([name]) => name !== "diff" && name !== "merge"))
    expect((await run(hostOf(realSession), argv)).exitCode, argv.join(" ")).toBe(0);
});

it("ends well, whatever bytes of a session are changed", () => expectGoodEndsOfChanged(50));
