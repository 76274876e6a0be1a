import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { build } from "../app/build.ts";
import { type VerifyOptions, verify } from "../app/verify.ts";
import type { Verification } from "../audit/verification/verification.ts";
import { silentProgress } from "../base/progress.ts";
import { MemoryIo } from "../cli/io.testing.ts";
import { main } from "../cli/main.ts";
import { e2eHost, type Release, releases } from "./shared.testing.ts";

/** `traceinject verify` on a real toolchain: nothing as it was built, and everything that was tampered with by its path. */
const host = e2eHost();
const scratch = mkdtempSync(join(tmpdir(), "traceinject-verify-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const all = await releases();
const release = (all.find(({ goroot }) => goroot === "/usr/local/go") ?? all.at(-1)) as Release;
const copy = join(scratch, "toolchain");

beforeAll(async () => {
  // Anew: the bill of materials of one in the cache may name the npm packages of another day.
  const { goroot } = await build(host, { goroot: release.goroot, force: true }, silentProgress);
  await host.copyTree(goroot, copy);
});

const check = (options: Partial<VerifyOptions> = {}): Promise<Verification> =>
  verify(host, { toolchain: copy, rebuild: false, ...options }, silentProgress);

/** `check subject: first word of the message`. */
const told = ({ findings }: Verification): string[] =>
  findings.map(({ check, subject, message }) => `${check} ${subject}: ${message.split(/[: ]/)[0]}`);

/** Changes a file for as long as `work` runs. */
async function edited(path: string, edit: (text: string) => string, work: () => Promise<void>) {
  const file = join(copy, path);
  const bytes = await host.readBytes(file);
  // Latin 1 keeps every byte.
  await host.writeFile(file, Buffer.from(edit(Buffer.from(bytes).toString("latin1")), "latin1"));
  await work();
  await host.writeFile(file, bytes);
}

it("verifies a toolchain as it was built, and builds its tools again in the same bytes", async () => {
  const io = new MemoryIo();
  expect(await main(["verify", copy], host, io), io.out + io.err).toBe(0);
  expect(io.out).toMatch(/^Verified: go1\.[\w.-]+; 1 check not made\./);
  expect(io.out).toContain("every tool is the same in every byte");
  expect(io.out).toMatch(/not verified\n {2}audit-statement: /);
});

it("names what was edited in a statement, and in the stamp", async () => {
  const provenance = "traceinject/provenance.intoto.json";
  const drop = (text: string) => text.replace('"-trimpath"', '"-race"');
  await edited(provenance, drop, async () =>
    expect(told(await check())).toEqual([
      `provenance ${provenance}: predicate.buildDefinition.internalParameters.recipe.flags[0]`,
    ]),
  );
  const another = (text: string) =>
    text.replace(/"fingerprint": "\w+"/, `"fingerprint": "${"0".repeat(64)}"`);
  await edited("traceinject.json", another, async () => {
    const found = await check();
    expect(found.findings).toMatchObject([
      {
        check: "stamp",
        subject: "traceinject.json",
        message: expect.stringContaining(`fingerprint is ${"0".repeat(64)}`),
      },
    ]);
    expect(found.checks.filter(({ status }) => status === "passed")).toEqual([]);
  });
  expect(told(await check())).toEqual([]);
});

it("names every file that was changed, added or removed", async () => {
  const compile = `pkg/tool/${host.goos}_${host.goarch}/compile`;
  const patched = "traceinject/src/cmd/compile/internal/gc/main.go";
  const flip = (text: string) =>
    text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1);
  await host.writeFile(join(copy, "src/fmt/extra.go"), "package fmt\n");
  await host.remove(join(copy, "src/os/file.go"));
  const files = [compile, "src/fmt/print.go", patched];
  const verifyAll = async () => {
    const found = await check();
    expect(found.verdict).toBe("failed");
    expect(told(found)).toEqual([
      "base-files src/fmt/extra.go: extra",
      "base-files src/fmt/print.go: changed",
      "base-files src/os/file.go: missing",
      `patched-sources ${patched}: changed`,
      `subjects ${compile}: changed`,
      `subjects ${found.toolchain}: changed`,
    ]);
  };
  const nested = files.reduce((work, file) => () => edited(file, flip, work), verifyAll);
  await nested();
});
