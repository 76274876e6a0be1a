import { expect, it } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import { frameBudget, policyOf } from "./policy.ts";
import { parsePolicy } from "./policy-file.ts";

const text = `# What the set may change.
version: 1
functions:
  cmd/compile/internal/gc.Main:
    reason: starts the trace
    frame: { amd64: 24, 386: 8, default: 32 }
    calls: [cmd/internal/buildtrace.Start]
  cmd/compile/internal/base.(*Timings).append:
    reason: >
      one hook for
      all phases
    frame: 16
  "main.main": { reason: nothing else }
packages:
  cmd/internal/buildtrace: { reason: "it is new", frame: 4096, nosplit: true }
  runtime/trace: { reason: comes along, frame: 512 }
data:
  "*..inittask": importers initialise one package more
`;

it("reads every entry with its line", () => {
  expect(parsePolicy(text, "policy.yaml")).toEqual({
    file: "policy.yaml",
    functions: [
      {
        symbol: "cmd/compile/internal/gc.Main",
        line: 4,
        reason: "starts the trace",
        frame: { amd64: 24, "386": 8, default: 32 },
        calls: [{ symbol: "cmd/internal/buildtrace.Start", line: 7 }],
      },
      {
        symbol: "cmd/compile/internal/base.(*Timings).append",
        line: 8,
        reason: "one hook for all phases",
        frame: { default: 16 },
        calls: [],
      },
      { symbol: "main.main", line: 13, reason: "nothing else", frame: {}, calls: [] },
    ],
    packages: [
      { path: "cmd/internal/buildtrace", line: 15, reason: "it is new", frame: 4096, nosplit: true },
      { path: "runtime/trace", line: 16, reason: "comes along", frame: 512, nosplit: false },
    ],
    data: [{ pattern: "*..inittask", line: 18, reason: "importers initialise one package more" }],
  });
});

it("takes the bytes of an architecture that is not named from the default, else none", () => {
  const [main, , other] = parsePolicy(text, "p").functions;
  expect([frameBudget(main!, "386"), frameBudget(main!, "arm64"), frameBudget(other!, "amd64")]).toEqual([
    8, 32, 0,
  ]);
});

it("reads a policy that allows nothing", () => {
  expect(parsePolicy("version: 1\n", "p")).toEqual({ file: "p", functions: [], packages: [], data: [] });
});

it.each([
  ["", "p:1: the policy must be a mapping (`key: value`, one a line)"],
  ["functions: {}\n", "p:1: there is no `version: 1`"],
  ["version: 2\n", "p:1: this version of traceinject reads `version: 1` only"],
  ["version: '1'\n", "p:1: this version of traceinject reads `version: 1` only"],
  [
    "version: 1\nfunction: {}\n",
    "p:2: the policy has no key `function`; known are version, functions, packages, data",
  ],
  ["version: 1\ndata:\n", "p:2: `data` must be a mapping (`key: value`, one a line)"],
  ["version: 1\ndata: [a]\n", "p:2: `data` must be a mapping (`key: value`, one a line)"],
  ["version: 1\ndata:\n  a: 1\n", "p:3: the reason of a must be a text"],
  ["version: 1\ndata:\n  a: ''\n", "p:3: the reason of a must be a text"],
  ["version: 1\ndata:\n  '*': all\n", "p:3: `*` would allow every symbol"],
  ["version: 1\ndata:\n  a: b\n  c: d\n  a: e\n", "p:5: Map keys must be unique"],
  [
    "version: 1\ndata: {\n",
    "p:3: Flow map in block collection must be sufficiently indented and end with a }",
  ],
  ["version: 1\ndata:\n  ? [a]\n  : b\n", "p:3: a key must be a text"],
  [
    "version: 1\ndata: &a\n  x: y\nfunctions: *a\n",
    "p:4: `functions` must be a mapping (`key: value`, one a line)",
  ],
  ["version: 1\nfunctions:\n  a.B: {}\n", "p:3: a.B has no `reason`"],
  ["version: 1\nfunctions:\n  a.B:\n", "p:3: a.B must be a mapping (`key: value`, one a line)"],
  ["version: 1\nfunctions:\n  a.B:\n    reason:\n", "p:4: reason must be a text"],
  [
    "version: 1\nfunctions:\n  Main: { reason: r }\n",
    "p:3: `Main` is no linker symbol, such as cmd/compile/internal/gc.Main",
  ],
  [
    "version: 1\nfunctions:\n  a.B.func1: { reason: r }\n",
    "p:3: `a.B.func1` is a closure or wrapper; name the function that it is part of",
  ],
  [
    "version: 1\nfunctions:\n  a.B:\n    reason: r\n    frames: 8\n",
    "p:5: a.B has no key `frames`; known are reason, frame, calls, replaces, since, until, goarch",
  ],
  [
    "version: 1\nfunctions:\n  a.B:\n    reason: r\n    frame: -8\n",
    "p:5: `frame` must be a number of bytes, 0 or more",
  ],
  [
    "version: 1\nfunctions:\n  a.B:\n    reason: r\n    frame:\n      amd64: 8.5\n",
    "p:6: `amd64` must be a number of bytes, 0 or more",
  ],
  [
    "version: 1\nfunctions:\n  a.B:\n    reason: r\n    frame: { adm64: 8 }\n",
    "p:5: frame has no key `adm64`; known are 386, amd64, arm, arm64, loong64, mips, mips64, mips64le, mipsle, ppc64, ppc64le, riscv64, s390x, wasm, default",
  ],
  ["version: 1\nfunctions:\n  a.B: { reason: r, calls: c.D }\n", "p:3: `calls` must be a list"],
  [
    "version: 1\nfunctions:\n  a.B:\n    reason: r\n    calls:\n    - c.D\n    - 7\n",
    "p:7: each of `calls` must be a text",
  ],
  ["version: 1\nfunctions:\n  a.B: { reason: r, calls: [c.D, c.D] }\n", "p:3: `calls` names c.D twice"],
  [
    "version: 1\nfunctions:\n  a.B: { reason: r, calls: [{ since: go1.21 }] }\n",
    "p:3: `symbol` of a call must be a text",
  ],
  [
    "version: 1\nfunctions:\n  a.B: { reason: r, calls: [{ symbol: c.D, goarch: [amd46] }] }\n",
    "p:3: there is no GOARCH amd46",
  ],
  ["version: 1\nfunctions:\n  a.B: { reason: r, goarch: amd64 }\n", "p:3: `goarch` must be a list"],
  ["version: 1\nfunctions:\n  a.B: { reason: r, replaces: true }\n", "p:3: `replaces` must be a text"],
  ["version: 1\npackages:\n  /a: { reason: r, frame: 8 }\n", "p:3: `/a` is no import path"],
  [
    "version: 1\npackages:\n  a: { reason: r }\n",
    "p:3: a has no `frame`: the most bytes that a function of it may use",
  ],
  [
    "version: 1\npackages:\n  a: { reason: r, frame: 8, nosplit: yes }\n",
    "p:3: `nosplit` must be true or false",
  ],
])("refuses %j", (bad, message) => {
  expect(() => parsePolicy(bad, "p")).toThrow(expect.objectContaining({ code: "bad-policy", message }));
});

it("takes an entry for the releases that it names, and for all without", () => {
  const policy = parsePolicy(
    'version: 1\ndata:\n  "a.*": always\n  "b.*": { reason: early, until: go1.21 }\n  "c.*": { reason: late, since: go1.21 }\n',
    "policy.yaml",
  );
  const reasons = (version: string) =>
    policyOf(policy, parseGoVersion(version)!, "amd64").data.map(({ reason }) => reason);
  expect(reasons("go1.20.5")).toEqual(["always", "early"]);
  expect(reasons("go1.21.0")).toEqual(["always", "late"]);
  expect(() => parsePolicy('version: 1\ndata:\n  "b.*": { reason: r, until: 1.21 }\n', "p.yaml")).toThrow(
    "p.yaml:3: `until` must be a text",
  );
});

it("takes a call and an entry for the releases and architectures that they name", () => {
  const policy = parsePolicy(
    `version: 1
functions:
  a.F:
    reason: r
    replaces: the old way has no hook
    calls:
      - b.Always
      - { symbol: b.Late, since: go1.22 }
      - { symbol: b.Early, until: go1.22, goarch: [amd64, arm64] }
packages:
  b: { reason: r, frame: 8, goarch: [386] }
`,
    "p",
  );
  const kept = (version: string, goarch: string) => {
    const { functions, packages } = policyOf(policy, parseGoVersion(version)!, goarch);
    const calls = functions.flatMap((one) => one.calls.map(({ symbol, line }) => `${line} ${symbol}`));
    return [...calls, ...packages.map(({ path }) => path)];
  };
  expect(kept("go1.21.0", "amd64")).toEqual(["7 b.Always", "9 b.Early"]);
  expect(kept("go1.22.0", "amd64")).toEqual(["7 b.Always", "8 b.Late"]);
  expect(kept("go1.21.0", "386")).toEqual(["7 b.Always", "b"]);
  expect(policy.functions[0]?.replaces).toBe("the old way has no hook");
});
