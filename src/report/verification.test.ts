import { expect, it } from "vitest";
import type { Verification } from "../audit/verification/verification.ts";
import { renderVerification } from "./verification.ts";

const passed: Verification = {
  schema: 1,
  verdict: "passed",
  toolchain: "go1.26.8-0123456789abcdef",
  checks: [
    { id: "base-files", title: "Every file is that of the Go", status: "passed", detail: "15035 files" },
    {
      id: "rebuild",
      title: "The tools come out again",
      status: "not-checked",
      detail: "left out by --no-rebuild",
    },
  ],
  findings: [],
};
const render = (found: Verification, width = 100) => renderVerification(found, { width, colour: false });

it("gives the verdict first, then what was verified, then what was not and why", () => {
  expect(render(passed)).toBe(`Verified: go1.26.8-0123456789abcdef; 1 check not made.

  ✓ Every file is that of the Go (15035 files)

not verified
  rebuild: left out by --no-rebuild
`);
});

it("shows each finding under the path that it is about, and lets no control character through", () => {
  const [first, second] = passed.checks;
  const found: Verification = {
    ...passed,
    verdict: "failed",
    checks: [{ ...first!, status: "failed" }, second!],
    findings: [
      { check: "base-files", subject: "src/fmt/\u001b[2J.go", message: "extra: go1.26.8 has no such file" },
    ],
  };
  const text = render(found);
  expect(text).toContain("Not what it must be: go1.26.8-0123456789abcdef, 1 finding; 1 check not made.\n");
  expect(text).toContain("  ✗ Every file");
  expect(text).toMatch(
    /findings\n {2}src\/fmt\/.\[2J\.go\n {4}base-files: extra: go1\.26\.8 has no such file\n$/,
  );
  expect(text).not.toContain("\u001b");
});

it("keeps to the width", () => {
  for (const line of render(passed, 40)
    .split("\n")
    .filter((line) => line.includes("✓")))
    expect(line.length).toBeLessThanOrEqual(40);
});
