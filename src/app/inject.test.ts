import { expect, it } from "vitest";
import { injectInto } from "./inject.ts";

it("adds variables, whose values may hold anything, and replaces those that are there", () => {
  expect(injectInto({ A: "old", B: "kept" }, ["A=new", "C=x=y z", "D=", "C=last"])).toEqual({
    A: "new",
    B: "kept",
    C: "last",
    D: "",
  });
});

it("adds settings of GODEBUG behind those that are there", () => {
  const settings = ["GODEBUG=gctrace=1", "GODEBUG=gcstoptheworld=1"];
  expect(injectInto({}, settings).GODEBUG).toBe("gctrace=1,gcstoptheworld=1");
  expect(injectInto({ GODEBUG: "" }, settings.slice(1)).GODEBUG).toBe("gcstoptheworld=1");
  expect(injectInto({ GODEBUG: "gctrace=0" }, settings).GODEBUG).toBe("gctrace=0,gctrace=1,gcstoptheworld=1");
});

it("leaves the environment that it was given as it is", () => {
  const env = { A: "old" };
  injectInto(env, ["A=new"]);
  expect(env).toEqual({ A: "old" });
});

it.each(["", "A", "=value", "A B=value", "\tA=value", "A=\0"])(
  "refuses %j, which sets no variable",
  (text) => {
    expect(() => injectInto({}, ["GOOD=1", text])).toThrow(
      expect.objectContaining({ code: "bad-usage", message: `--inject is ${JSON.stringify(text)}` }),
    );
  },
);

it.each([
  ["GOROOT", "--goroot"],
  ["GOTOOLDIR", "--goroot"],
  ["GOTOOLCHAIN", "--go "],
  ["TRACEINJECT_LEVEL", "--level"],
  ["TRACEINJECT_RUNTIME_TRACE", "--runtime-trace"],
  ["TRACEINJECT_CACHE", "--cache"],
  ["TRACEINJECT_TAGS", "-tags"],
  ["TRACEINJECT_DIR", "XDG_STATE_HOME"],
])("refuses %s, which would lead to another Go or another record, and names %s", (name, option) => {
  expect(() => injectInto({}, [`${name}=x`])).toThrow(
    expect.objectContaining({ code: "bad-usage", remedy: expect.stringContaining(option) }),
  );
});
