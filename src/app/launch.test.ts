import { expect, it } from "vitest";
import { chooseLaunch, type LaunchOptions } from "./launch.ts";

const outer = "00-11111111111111111111111111111111-2222222222222222-00";
const inner = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

const choose = (options: LaunchOptions, env: Record<string, string> = {}) => chooseLaunch({ env }, options);

it("starts go as the user would, where nobody says otherwise", () => {
  expect(choose({}, { HOME: "/home/user" })).toEqual({ env: { HOME: "/home/user" } });
});

it("reads a time limit as Go does, and 0 as none", () => {
  expect(choose({ timeout: "1m30s" }).limit).toEqual({ ms: 90_000, graceMs: 5000 });
  expect(choose({ timeout: "0" })).toEqual({ env: {} });
});

it("takes the surrounding trace from the option, else from what is injected, else from the environment", () => {
  const env = { TRACEPARENT: outer };
  expect(choose({}, env)).toEqual({ env, traceparent: outer });
  const injected = { env: { TRACEPARENT: inner }, traceparent: inner };
  expect(choose({ inject: [`TRACEPARENT=${inner}`] }, env)).toEqual(injected);
  expect(choose({ traceHeader: `traceparent: ${inner}` }, env)).toEqual(injected);
});

it("hands a variable that is no trace context on as it stands", () => {
  expect(choose({}, { TRACEPARENT: "soon" })).toEqual({ env: { TRACEPARENT: "soon" } });
});

it.each([
  [{ timeout: "10" }, "--timeout"],
  [{ timeout: "-1s" }, "--timeout"],
  [{ timeout: "" }, "--timeout"],
  [{ traceHeader: "00-1-2-01" }, "--trace-header"],
  [{ traceHeader: "" }, "--trace-header"],
  [{ inject: ["GODEBUG"] }, "--inject"],
])("refuses %j, and names the option", (options, name) => {
  expect(() => choose(options)).toThrow(
    expect.objectContaining({ code: "bad-usage", message: expect.stringContaining(name) }),
  );
});
