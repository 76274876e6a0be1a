import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type ProveOptions, prove } from "../app/prove.ts";
import type { ProofReport } from "../audit/proof/report.ts";
import { silentProgress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import { e2eCache, e2eHost, instrumented, releases } from "./shared.testing.ts";

/** `traceinject prove`: it passes what is the same, and finds what is not, with real compilers of one release. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-prove-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const all = await releases();
const release = all.find(({ goroot }) => goroot === "/usr/local/go") ?? all.at(-1)!;

/** A module of the user's without any import but its own, so that a compiler that is wrong has little to compile. */
const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/own\n\ngo 1.19\n",
  "own.go": `package own

var table [64]int

func small(n int) int {
	for i := range table {
		n += table[i] * i
	}
	return n
}

func Sum(a, b int) int { return small(a) + small(b) }

//go:noinline
func Pass(text string, more ...string) string {
	for _, one := range more {
		text += one
	}
	return text
}

func Use(n int) string { return Pass("a", "b", string(rune(Sum(n, n)))) }
`,
  "user/user.go": `package user

import "example.com/own"

func Use(n int) string { return own.Use(n) + own.Use(n+1) }
`,
};

function userModule(name: string): string {
  const dir = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const proofOf = (options: ProveOptions, host: Host = e2eHost()): Promise<ProofReport> =>
  prove(host, { goroot: release.goroot, ...options }, silentProgress);

/** What stays the same from run to run: stock objects are compiled once and then remembered. */
const withoutStock = ({ configurations, ...report }: ProofReport): object => ({
  ...report,
  configurations: configurations.map(({ stock: _, ...rest }) => rest),
});

test("the shipped patches: objects of Go's packages and answers to wrong programs are the same, tracing off and on", async () => {
  await instrumented(release);
  const options = { packages: ["errors", "sort"], programs: 40 };
  const report = await proofOf(options);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ verdict: "passed", nonDeterministic: [], differences: [] });
  expect(report.checks.map(({ status }) => status)).toEqual(["passed", "passed"]);
  const [configuration] = report.configurations;
  expect(configuration?.builds.map(({ tracing }) => tracing)).toEqual(["off", "on"]);
  for (const { compared, identical, bytes } of configuration?.builds ?? []) {
    expect(compared).toBeGreaterThan(15);
    expect(identical).toBe(compared);
    expect(bytes).toBeGreaterThan(1e6);
  }
  expect(report.diagnostics?.programs).toBeGreaterThanOrEqual(30);
  expect(report.diagnostics?.refused).toBeGreaterThan(20);
  const again = await proofOf(options);
  expect(again.configurations[0]?.stock.kind, "stock Go does not compile them again").toBe("remembered");
  expect(withoutStock(again)).toEqual(withoutStock(report));
  const left = readdirSync(join(e2eCache(), "traceinject/tmp"));
  expect(left.filter((name) => name.includes(`_${process.pid}_`))).toEqual([]);
});

test("configurations are proven as they are asked for, and what is missing for one is said", async () => {
  const host = e2eHost({ PATH: "/nowhere" });
  const configurations = ["c1", "arm64", host.goarch, "pgo", "race"];
  const report = await proofOf(
    { packages: ["unicode/utf8", "math/bits"], tracing: "on", configurations, diagnostics: false },
    host,
  );
  expect(report.verdict).toBe("passed");
  const proven = report.configurations.map(({ id }) => id);
  expect(proven).toEqual(expect.arrayContaining(["c1"]));
  expect(proven).not.toContain("race");
  expect(proven).not.toContain(host.goarch);
  const why = Object.fromEntries(report.notProven.map((one) => [one.configuration, one.why]));
  expect(why.race).toMatch(/no C compiler/);
  expect(why[host.goarch]).toMatch(/this machine's/);
  expect(why.default).toBe("not asked for");
  expect([...proven, ...Object.keys(why)]).toHaveLength(11);
});

test("the user's own module is proven in his folder, and nothing is written there", async () => {
  const cwd = userModule("own");
  const before = readdirSync(cwd, { recursive: true });
  const host = { ...e2eHost({ GOFLAGS: "-mod=mod" }), cwd };
  const report = await proofOf({ packages: ["./..."] }, host);
  expect(report).toMatchObject({ verdict: "passed", packages: ["./..."], diagnostics: undefined });
  expect(report.configurations[0]?.builds).toMatchObject([
    { tracing: "off", compared: 2, identical: 2 },
    { tracing: "on", compared: 2, identical: 2 },
  ]);
  expect(readdirSync(cwd, { recursive: true })).toEqual(before);
});

test("nothing compared is a failure, never a pass", async () => {
  const cwd = userModule("broken");
  writeFileSync(join(cwd, "wrong.go"), "package own\n\nvar x int = true\n");
  const host = { ...e2eHost(), cwd };
  await expect(proofOf({ packages: ["./..."] }, host)).rejects.toMatchObject({
    code: "nothing-proven",
    message: expect.stringContaining("wrong.go"),
  });
  await expect(proofOf({ packages: ["./none/..."] }, host)).rejects.toMatchObject({ code: "nothing-proven" });
  await expect(proofOf({ packages: ["fmt", "./..."] }, host)).rejects.toMatchObject({ code: "bad-usage" });
});

/** Patches on top of the shipped ones, each in force only where BAD names it, so that one compiler has them all. */
const bad = `patch bad
import "os"

change budget
package cmd/compile/internal/inline

 func inlineCostOK(...) {
 	maxCost := int32(inlineMaxBudget)
+	if os.Getenv("BAD") == "budget" {
+		maxCost = 10
+	}
 	...
 }

change frame
package cmd/compile/internal/ssagen
import "time"

 func (s *ssafn) AllocFrame(...) {
 	s.stksize = 0
+	switch os.Getenv("BAD") {
+	case "clock":
+		s.stksize = time.Now().UnixNano() >> 6 & 63 * 8
+	case "map":
+		for size := range map[int64]bool{0: true, 16: true, 32: true, 48: true, 64: true, 80: true, 96: true, 112: true} {
+			s.stksize = size
+			break
+		}
+	}
 	...
 }

change words
package cmd/compile/internal/syntax

 func (p *parser) syntaxErrorAt(...) {
+	if os.Getenv("HOME") != "" {
+		msg += "!"
+	}
 	...
 }
`;

function badPatches(): string {
  const patches = join(scratch, "patches");
  cpSync(join(packageRoot(), "patches/compile"), patches, { recursive: true });
  writeFileSync(join(patches, "bad.patch"), bad);
  appendFileSync(join(patches, "series"), "bad.patch\n");
  return patches;
}

const patches = badPatches();

const badProof = (name: string, tracing: "off" | "both" = "off"): Promise<ProofReport> => {
  const host = { ...e2eHost({ BAD: name }), cwd: userModule(name) };
  return proofOf({ packages: ["./..."], patches: [patches], shipped: false, tracing }, host);
};

test("another inlining budget is found, with package, first function and instruction", async () => {
  const report = await badProof("budget", "both");
  expect(report).toMatchObject({ verdict: "failed", nonDeterministic: [] });
  expect(report.differences[0]).toMatchObject({
    package: "example.com/own",
    tracing: ["off", "on"],
    change: "content",
    reproducible: true,
    divergence: { kind: "function", symbol: "example.com/own.Sum" },
  });
  const { stock, instrumented } = report.differences[0]?.divergence ?? {};
  expect(stock).toMatch(/^0x[0-9a-f]{4} \d{5} \(example\.com\/own\/own\.go:12\) /);
  expect(stock).not.toBe(instrumented);
  expect(report.findings[0]).toMatchObject({
    check: "identical-objects",
    subject: "example.com/own",
    message: expect.stringContaining("first in example.com/own.Sum: stock has "),
  });
  expect(report.checks.map(({ status }) => status)).toEqual(["failed", "not-checked"]);
});

test.each(["clock", "map"])(
  "code that depends on the %s is found, and stock Go is not blamed for it",
  async (name) => {
    const report = await badProof(name);
    expect(report).toMatchObject({ verdict: "failed", nonDeterministic: [] });
    expect(report.differences[0]).toMatchObject({
      package: "example.com/own",
      change: "content",
      reproducible: false,
      divergence: { kind: "function" },
    });
    expect(report.findings[0]?.message).toContain("makes another one each time");
  },
);

test("another word in a diagnostic is found, with the program and the line", async () => {
  const report = await proofOf({
    packages: ["internal/goarch"],
    patches: [patches],
    shipped: false,
    tracing: "off",
    programs: 60,
  });
  expect(report.checks.map(({ status }) => status)).toEqual(["passed", "failed"]);
  const [first] = report.diagnostics?.differences ?? [];
  expect(first).toMatchObject({ what: "stdout", instrumented: expect.stringMatching(/syntax error: .*!/) });
  expect(first?.stock).not.toContain("!");
  expect(report.findings[0]).toMatchObject({ check: "identical-diagnostics", subject: first?.file });
});
