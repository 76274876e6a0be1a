import { expect, it } from "vitest";
import type { FunctionPolicy, Policy } from "./policy.ts";
import { packageOf, policiesOf } from "./tools.ts";

const entry = (symbol: string, ...calls: string[]): FunctionPolicy => ({
  symbol,
  line: 1,
  reason: "a hook",
  frame: {},
  calls: calls.map((call) => ({ symbol: call, line: 2 })),
});

const policy: Policy = {
  file: "policy.yaml",
  functions: [
    entry("cmd/asm.main", "cmd/asm.start", "cmd/internal/trace.Start"),
    entry("cmd/internal/objabi.(*T).Set"),
    entry("cmd/gone.F"),
  ],
  packages: [
    { path: "cmd/internal/trace", line: 9, reason: "the payload", frame: 64, nosplit: false },
    { path: "hash", line: 10, reason: "the payload imports it", frame: 0, nosplit: false, release: true },
  ],
  data: [
    { pattern: "cmd/asm..inittask", line: 11, reason: "the payload is initialised first" },
    { pattern: "cmd/link/*..inittask", line: 12, reason: "likewise" },
  ],
};

const tools = [
  {
    tool: "cmd/link",
    packages: new Set(["cmd/link", "cmd/link/internal/ld", "cmd/internal/objabi", "hash"]),
    added: new Set<string>(),
  },
  {
    tool: "cmd/asm",
    packages: new Set(["cmd/asm", "cmd/internal/objabi", "cmd/internal/trace", "hash"]),
    added: new Set(["cmd/internal/trace", "hash"]),
  },
];

it("gives each tool the entries of its packages, and those that are about none to the first", () => {
  const [link, asm] = policiesOf(policy, { tools, all: true });
  expect(link?.functions.map(({ symbol }) => symbol)).toEqual(["cmd/internal/objabi.(*T).Set", "cmd/gone.F"]);
  expect([link?.packages, link?.data.map(({ pattern }) => pattern)]).toEqual([[], ["cmd/link/*..inittask"]]);
  expect(asm?.packages.map(({ path }) => path)).toEqual(["cmd/internal/trace", "hash"]);
});

it("leaves out what is about other tools of the patch set", () => {
  const [link] = policiesOf(policy, { tools: tools.slice(0, 1), all: false });
  expect(link?.functions.map(({ symbol }) => symbol)).toEqual(["cmd/internal/objabi.(*T).Set"]);
  expect([link?.packages, link?.data.length]).toEqual([[], 1]);
});

it("calls the functions and data of a tool's own package as its objects do", () => {
  const [, asm] = policiesOf(policy, { tools, all: true });
  expect(asm?.functions[0]).toMatchObject({
    symbol: "main.main",
    calls: [{ symbol: "main.start" }, { symbol: "cmd/internal/trace.Start" }],
  });
  expect(asm?.data.map(({ pattern }) => pattern)).toEqual(["main..inittask"]);
});

it("finds the package in a symbol", () => {
  const symbols = ["cmd/a/b.(*T).M", "main.main", "slices.Sort[go.shape.int]", "a/b..inittask"];
  expect(symbols.map(packageOf)).toEqual(["cmd/a/b", "main", "slices", "a/b"]);
});
