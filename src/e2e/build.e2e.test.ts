import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { clean } from "../app/clean.ts";
import { records } from "../audit/provenance/tree.ts";
import { sha256 } from "../base/fingerprint.ts";
import { silentProgress } from "../base/progress.ts";
import type { TreeFile } from "../host/host.ts";
import { lookUp } from "../toolchain/cache.ts";
import { gorootFiles } from "../toolchain/goroot.ts";
import { readStamp } from "../toolchain/stamp.ts";
import { e2eHost, instrumented, type Release, releases } from "./shared.testing.ts";

/** `traceinject build` on real GOROOTs of each kind: what it makes is complete, and what it makes it from stays as it is. */
const host = e2eHost();
const scratch = mkdtempSync(join(tmpdir(), "traceinject-build-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const all = await releases();
const kinds: readonly { kind: string; release: Release | undefined }[] = [
  { kind: "the go on PATH", release: all.find(({ goroot }) => goroot === "/usr/local/go") ?? all.at(-1) },
  { kind: "a read-only module cache", release: all.find(({ goroot }) => goroot.includes("/toolchain@")) },
  { kind: "Debian's farm of links", release: all.find(({ goroot }) => goroot.startsWith("/usr/lib/go-")) },
];

/** One line a file: path, size, change times and mode. Reading does not show. */
const listing = async (dir: string): Promise<string[]> =>
  (await host.listTree(dir)).map(
    ({ path, size, mtimeNs, ctimeNs, mode }: TreeFile) =>
      `${path} ${size} ${mtimeNs} ${ctimeNs} ${mode.toString(8)}`,
  );
const paths = async (dir: string): Promise<string[]> =>
  (await host.listTree(dir, gorootFiles)).map(({ path }) => path);

for (const { kind, release } of kinds) {
  const missing = release ? "" : " (skipped: there is none here)";
  const on = test.skipIf(missing !== "");
  const source = release as Release;
  const title = `${kind}, ${release?.name}${missing}`;

  on(`${title}: building touches no file of the source, and builds the same bytes again`, async () => {
    const first = await instrumented(source);
    const before = await listing(source.goroot);
    const again = await build(host, { goroot: source.goroot, force: true }, silentProgress);
    expect(await listing(source.goroot)).toEqual(before);
    expect(again).toMatchObject({ goroot: first.goroot, fresh: true });
    // Another test may have found the same GOROOT in another way, for example on PATH.
    const origin = { ...first.stamp.base, origin: "--goroot" };
    expect(again.stamp).toEqual({ ...first.stamp, base: origin });
  });

  on(`${title}: the result has every file of the source, the planned ones, and no link`, async () => {
    const { goroot, stamp } = await instrumented(source);
    const planned = [...Object.keys(stamp.files), records.stamp, records.provenance, records.bom];
    const wanted = new Set([...(await paths(source.goroot)), ...planned]);
    expect(await paths(goroot)).toEqual([...wanted].sort());
    const difference = await host.run({
      file: "diff",
      args: ["-rq", `${source.goroot}/src`, `${goroot}/src`],
    });
    expect(difference.stdout, "src is pristine").toBe("");
    const links = await host.run({ file: "find", args: [goroot, "-type", "l"] });
    expect(links.stdout).toBe("");
    for (const [path, hash] of Object.entries({ ...stamp.files, ...stamp.tools }))
      expect(sha256(await host.readBytes(join(goroot, path))), path).toBe(hash);
    const tool = (name: string): string => `pkg/tool/${host.goos}_${host.goarch}/${name}`;
    expect(Object.keys(stamp.tools)).toEqual(["compile", "link", "asm", "cgo"].map(tool));
    for (const [path, hash] of Object.entries(stamp.tools))
      expect(sha256(await host.readBytes(join(source.goroot, path))), path).not.toBe(hash);
  });

  on(`${title}: with bin first on PATH it builds, vets and runs a program from any folder`, async () => {
    const { goroot } = await instrumented(source);
    const dir = await host.tempDir(scratch, "hello-");
    await host.writeFile(join(dir, "go.mod"), `module example.com/hello\n\ngo 1.${source.version.minor}\n`);
    const main = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n';
    await host.writeFile(join(dir, "main.go"), main);
    const env = {
      ...host.env,
      PATH: `${goroot}/bin:${host.env.PATH}`,
      GOTOOLCHAIN: "local",
      GOCACHE: join(scratch, "gocache"),
      GOPROXY: "off",
    };
    const go = async (...args: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await host.run({ file: "go", args, env, cwd: dir });
      expect(exitCode, `go ${args.join(" ")}\n${stderr}`).toBe(0);
      return stdout.trim();
    };
    expect(await go("env", "GOROOT")).toBe(goroot);
    expect(await go("version")).toContain(` ${source.name} `);
    expect(await go("run", ".")).toBe("hello");
    await go("vet", ".");
    await go("build", "-o", "hello", ".");
    expect(await go("tool", "nm", "hello")).toContain("main.main");
  });

  on(`${title}: nothing changed is found again, and is checked before it is given`, async () => {
    const { goroot, stamp } = await instrumented(source);
    expect(await instrumented(source)).toMatchObject({ goroot, fresh: false });
    const name = goroot.slice(goroot.lastIndexOf("/") + 1);
    expect(await lookUp(host, name)).toMatchObject({ stamp });
    expect(await readStamp(host, goroot)).toEqual(stamp);
  });
}

test("with an empty patch set the recipe gives the very compiler that was distributed", async () => {
  const set = join(scratch, "empty-set");
  await host.writeFile(join(set, "series"), "rebuild cmd/compile\n");
  const source = kinds[0]?.release as Release;
  const { goroot } = await build(
    host,
    { goroot: source.goroot, patches: [set], shipped: false },
    silentProgress,
  );
  const compile = `pkg/tool/${host.goos}_${host.goarch}/compile`;
  const [ours, theirs] = [join(goroot, compile), join(source.goroot, compile)];
  const id = async (file: string) =>
    (await host.run({ file: join(goroot, "bin/go"), args: ["tool", "buildid", file], cwd: "/" })).stdout;
  expect(await id(ours)).toBe(await id(theirs));
  expect(
    sha256(await host.readBytes(ours)),
    "distributors may strip; then only the build IDs are equal",
  ).toBe(sha256(await host.readBytes(theirs)));
  await clean(host, { kind: "name", name: goroot.slice(goroot.lastIndexOf("/") + 1) });
});

test("at least three releases are tested", () => {
  expect(new Set(kinds.map(({ release }) => release?.name)).size).toBeGreaterThanOrEqual(3);
});

test("an instrumented toolchain on PATH is not instrumented again", async () => {
  const { goroot } = await instrumented(all.at(-1) as Release);
  const inside = e2eHost({ PATH: `${goroot}/bin:${process.env.PATH}` });
  await expect(build(inside, {}, silentProgress)).rejects.toMatchObject({
    code: "already-instrumented",
    remedy: expect.stringContaining(all.at(-1)?.goroot ?? "?"),
  });
});

test("an edited GOROOT gives another toolchain, and one that does not compile a clear failure", async () => {
  const [oldest] = all as [Release];
  const edited = join(scratch, "edited");
  await host.copyTree(oldest.goroot, edited);
  const file = join(edited, "src/cmd/compile/main.go");
  await host.writeFile(file, `${await host.readFile(file)}\nvar broken int = "text"\n`);
  await expect(build(host, { goroot: edited }, silentProgress)).rejects.toMatchObject({
    code: "rebuild-failed",
    message: expect.stringContaining(oldest.name),
    cause: { message: expect.stringContaining("src/cmd/compile/main.go") },
  });
  expect(await host.readDir(join(host.env.XDG_CACHE_HOME ?? "", "traceinject/tmp"))).toEqual([]);
});
