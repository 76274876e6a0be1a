import { sha256 } from "../../base/fingerprint.ts";
import type { AuditReport } from "../report.ts";
import type { AuditEvidence } from "./audit-statement.ts";
import type { ToolchainFacts } from "./facts.ts";

const compile = "pkg/tool/linux_amd64/compile";

export const sampleFacts: ToolchainFacts = {
  name: "go1.26.8-0123456789abcdef",
  fingerprint: "0123456789abcdef".repeat(4),
  traceinject: { version: "0.1.0", dependencies: { yargs: "18.2.0", "@ann/trees": "1.0.0" } },
  base: {
    version: "go1.26.8",
    goos: "linux",
    goarch: "amd64",
    digest: sha256("base"),
    dirHash1: sha256("base tree"),
  },
  patchSet: {
    name: "compile",
    fingerprint: sha256("patches"),
    files: { series: sha256("series"), "start.patch": sha256("start"), "payload/trace.go": sha256("trace") },
  },
  recipe: { env: { CGO_ENABLED: "0" }, flags: ["-trimpath"], goMod: "module bootstrap\n" },
  tools: { [compile]: sha256("compile") },
  tree: sha256("tree"),
};

const report: AuditReport = {
  schema: 1,
  verdict: "passed",
  toolchain: {
    goVersion: "go1.26.8",
    goos: "linux",
    goarch: "amd64",
    patchSet: { name: "compile", fingerprint: sha256("patches") },
    tools: [{ tool: "cmd/compile", stock: undefined, instrumented: undefined }],
  },
  checks: [
    {
      id: "frame-size",
      family: "stack frame",
      title: "The frame of every function is as large as before",
      why: "The stack is checked for it.",
      remedy: "Make it smaller.",
      status: "passed",
      detail: "20000 functions",
    },
  ],
  findings: [],
  functions: {
    compared: 20000,
    identical: 19993,
    undecided: 0,
    changed: [],
    added: ["buildtrace.Start"],
    removed: [],
  },
  packages: { compared: 90, identical: 85, added: ["cmd/internal/buildtrace"] },
};

export const sampleEvidence: AuditEvidence = {
  report,
  reportSha256: sha256("report"),
  policySha256: sha256("policy"),
  proof: {
    schema: 1,
    verdict: "passed",
    toolchain: {
      goVersion: "go1.26.8",
      goos: "linux",
      goarch: "amd64",
      fingerprint: sampleFacts.fingerprint,
      patchSet: { name: "compile", fingerprint: sha256("patches") },
    },
    packages: ["std"],
    checks: [],
    configurations: [
      {
        id: "default",
        title: "As go build does",
        flags: [],
        env: {},
        stock: { kind: "remembered", file: "/home/ann/.cache/objects" },
        builds: [{ tracing: "on", compared: 300, identical: 300, bytes: 1000 }],
      },
    ],
    notProven: [{ configuration: "race", why: "there is no C compiler" }],
    diagnostics: undefined,
    findings: [],
    differences: [],
    nonDeterministic: [],
  },
};
