import { expect, it } from "vitest";
import { machine } from "../../toolchain/fake-go.testing.ts";
import { commands } from "../commands/index.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";
import { parseArgv } from "../parse.ts";

function parsed(...words: string[]): unknown {
  const invocation = parseArgv(["prove", ...words], commands, 80);
  return invocation.kind === "command" ? invocation.args : invocation;
}

it("takes any number of packages, before and after options", () => {
  expect(parsed("fmt", "--json", "net/http", "./...")).toMatchObject({
    packages: ["fmt", "net/http", "./..."],
    json: true,
    tracing: "both",
  });
  expect(parsed()).not.toHaveProperty("packages.0");
});

it("takes the last value of an option that is given twice", () => {
  expect(
    parsed("--config", "c1", "--tracing", "off", "--config", "race,c4", "--tracing", "on"),
  ).toMatchObject({
    config: "race,c4",
    tracing: "on",
  });
});

it("leaves diagnostics to the packages unless it is told", () => {
  expect(parsed()).not.toHaveProperty("diagnostics", false);
  expect(parsed("--no-diagnostics")).toHaveProperty("diagnostics", false);
});

it("refuses a configuration that there is none of, and builds nothing", async () => {
  const host = machine();
  const io = new MemoryIo();
  expect(await main(["prove", "--config", "c9"], host, io)).toBe(2);
  expect(io.err).toContain("there is no configuration c9");
  expect(host.ran.filter(({ args }) => args[0] === "build")).toEqual([]);
});
