import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const body = { name: "lib.small", time: 1, file: "/src/lib/small.go", line: 3 };

/** `callers` functions of 100 ms each, half of whose values come from the body of one. */
function build(callers: number) {
  const functions = Array.from({ length: callers }, (_, i) => ({
    ...{ name: `lib.f${i}`, time: 100, values: 10 },
    charged: [{ declaration: "lib.small", values: 5 }],
  }));
  return { processes: [{ package: "lib", time: 2000, functions: [body, ...functions] }] };
}

it("says what a body costs in the functions that it is inlined into, and where it stands", () => {
  expect(adviceBy("inlined-body", build(20))).toMatchObject([
    {
      subject: "lib.small",
      evidence: { inlinedInto: 20, time: 1e9 },
      sentence:
        "lib.small, inlined into 20 functions, costs 1.00 s on workers there, 50.0 % of all functions.",
      place: { file: "/src/lib/small.go", line: 3 },
    },
  ]);
});

it("says nothing of a body that is inlined into a few functions", () => {
  expect(adviceBy("inlined-body", build(9))).toEqual([]);
});
