import { type ProofParts, type ProofReport, proofReport } from "../../audit/proof/report.ts";

const parts: ProofParts = {
  noDiagnostics: "",
  toolchain: {
    goVersion: "go1.26.8",
    goos: "linux",
    goarch: "amd64",
    fingerprint: "7".repeat(64),
    patchSet: { name: "compile", fingerprint: "5".repeat(64) },
  },
  packages: ["std", "cmd"],
  configurations: [
    {
      id: "default",
      title: "as go build compiles",
      flags: [],
      env: { GOFLAGS: "", CGO_ENABLED: "0" },
      stock: { kind: "remembered", file: "std-cmd-default.json" },
      builds: [
        { tracing: "off", compared: 672, identical: 672, bytes: 431_697_182 },
        { tracing: "on", compared: 672, identical: 672, bytes: 431_697_182 },
      ],
    },
    {
      id: "race",
      title: "with race detector",
      flags: ["-race"],
      env: { CGO_ENABLED: "1" },
      stock: { kind: "compiled" },
      builds: [{ tracing: "on", compared: 360, identical: 359, bytes: 201_697_182 }],
    },
  ],
  notProven: [{ configuration: "386", why: "this machine has no C compiler for it" }],
  diagnostics: {
    programs: 412,
    refused: 398,
    tracing: ["off", "on"],
    differences: [],
    nonDeterministic: ["src/internal/types/testdata/check/cycles5.go"],
  },
  differences: [],
  nonDeterministic: [
    { configuration: "race", package: "runtime/cgo", because: "itself" },
    { configuration: "race", package: "net", because: "dependency" },
  ],
};

/** What a proof of the shipped patch set says. */
export const provenReport: ProofReport = proofReport(parts);

/** What it says of a patch set that reaches code generation, with names that are hard on every format. */
export const disprovenReport: ProofReport = proofReport({
  ...parts,
  noDiagnostics: "only std and cmd were not asked for",
  diagnostics: undefined,
  configurations: [
    ...parts.configurations,
    {
      id: "no-optimisation",
      title: "for a debugger",
      flags: ["-gcflags=all=-N -l"],
      env: {},
      stock: { kind: "compiled" },
      builds: [{ tracing: "off", compared: 0, identical: 0, bytes: 0, failure: "panic: <nil> | `x`" }],
    },
  ],
  differences: [
    {
      configuration: "default",
      tracing: ["on"],
      package: "slices",
      change: "content",
      reproducible: true,
      divergence: {
        kind: "function",
        symbol: "slices.Sort[go.shape.[]*struct { C <-chan int }]",
        stock: "0x0012 00018 (sort.go:12)\u001b[2J MOVQ AX, 8(SP)",
        instrumented: "0x0012 00018 (sort.go:12) XORL AX, AX",
      },
    },
    {
      configuration: "default",
      tracing: ["off", "on"],
      package: "net/http",
      change: "header",
      reproducible: undefined,
      divergence: undefined,
    },
    {
      configuration: "race",
      tracing: ["on"],
      package: "fmt [cmd/vet]",
      change: "missing",
      reproducible: undefined,
      divergence: undefined,
    },
  ],
});
