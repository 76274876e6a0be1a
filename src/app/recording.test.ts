import { expect, it } from "vitest";
import { chooseRecording, type RecordingOptions } from "./recording.ts";

const choose = (options: RecordingOptions, env: Record<string, string> = {}) =>
  chooseRecording({ env }, options);

it("records functions where nobody says otherwise", () => {
  expect(choose({})).toEqual({ level: "function", runtimeTrace: false });
  expect(choose({}, { TRACEINJECT_LEVEL: "", TRACEINJECT_MIN: "" })).toEqual(choose({}));
});

it("takes an option before the variable, one by one", () => {
  const env = { TRACEINJECT_LEVEL: "phase", TRACEINJECT_PACKAGES: "lib", TRACEINJECT_FUNCTIONS: "lib.*" };
  expect(choose({ level: "pass", functions: "!*.init" }, env)).toEqual({
    level: "pass",
    packages: "lib",
    functions: "!*.init",
    runtimeTrace: false,
  });
});

it("takes no variable that an outer session has set", () => {
  expect(choose({}, { TRACEINJECT_DIR: "/outer", TRACEINJECT_LEVEL: "pass" }).level).toBe("function");
});

it("takes durations as Go writes them", () => {
  for (const min of ["function=10us,pass=1us", "pass=1.5µs", "function=1m30s", "pass=.5ms", "pass=0"])
    expect(choose({ min }).min).toBe(min);
});

it.each([
  [{ level: "deep" }, "--level"],
  [{ packages: "a,,b" }, "--packages"],
  [{ packages: "!" }, "--packages"],
  [{ functions: "a, b" }, "--functions"],
  [{ min: "pass" }, "--min"],
  [{ min: "pass=1" }, "--min"],
  [{ min: "step=1us" }, "--min"],
  [{ min: "pass=-1us" }, "--min"],
  [{ min: "pass=1us,pass=2us" }, "--min"],
])("refuses %j, and names the option", (options, name) => {
  expect(() => choose(options)).toThrow(
    expect.objectContaining({ code: "bad-usage", message: expect.stringContaining(name) }),
  );
});

it("names the variable where that is wrong", () => {
  expect(() => choose({}, { TRACEINJECT_MIN: "soon" })).toThrow('the variable TRACEINJECT_MIN is "soon"');
});
