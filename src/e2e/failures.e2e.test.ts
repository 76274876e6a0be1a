import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { packageRoot } from "../host/package.ts";
import { releases } from "./shared.testing.ts";

/** What a user meets when something is wrong: one clear error with cause and remedy, exit code 2, nothing half-done. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-failures-"));
const cli = join(packageRoot(), "bin/traceinject.mjs");
const newest = (await releases()).at(-1)!;
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(scratch, "cache-"));
});
afterEach(() => {
  const left = ["toolchains", "tmp"].flatMap((name) => listing(join(cache, "traceinject", name)));
  expect(left, "what is left in the cache").toEqual([]);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function listing(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function traceinject(args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: scratch,
    env: { PATH: process.env.PATH, HOME: scratch, XDG_CACHE_HOME: cache, ...env },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function expectFailure(outcome: Outcome, message: RegExp, remedy: RegExp): void {
  expect(outcome, outcome.stderr).toMatchObject({ status: 2, stdout: "" });
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stderr).toMatch(remedy);
  expect(outcome.stderr, "no stack trace").not.toMatch(/^\s+at .*:\d+:\d+/m);
}

/** A GOROOT of a release that never was: its go answers what we ask, its compiler has what `files` say. */
function madeUpGoroot(version: string, files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(scratch, "goroot-"));
  const answers = `{"GOROOT":"${dir}","GOVERSION":"${version}","GOHOSTOS":"linux","GOHOSTARCH":"amd64","GOMODCACHE":"${dir}/mod","GOPATH":"${dir}/path","GOTOOLDIR":"${dir}/pkg/tool/linux_amd64"}`;
  const all = {
    VERSION: `${version}\n`,
    "bin/go": `#!/bin/sh\necho '${answers}'\n`,
    "pkg/tool/linux_amd64/compile": "",
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`src/cmd/compile/${path}`, text])),
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  chmodSync(join(dir, "bin/go"), 0o755);
  return dir;
}

test("no Go on the machine: what to install, or how to name one", () => {
  expectFailure(
    traceinject(["build"], { PATH: "/nonexistent" }),
    /no Go|there is none on PATH/i,
    /apt-get install golang-go|go\.dev\/dl/,
  );
});

test("a folder that is no GOROOT is refused by what it lacks", () => {
  expectFailure(traceinject(["build", "--goroot", scratch]), /is not a GOROOT: there is no/, /go env GOROOT/);
});

test("a Go that is too old: its anchors decide, and the drift says what was looked for", () => {
  const goroot = madeUpGoroot("go1.12.17", { "main.go": "package main\n\nfunc main() {}\n" });
  const outcome = traceinject(["build", "--goroot", goroot]);
  expectFailure(outcome, /go1\.12\.17/, /remedy/i);
  expect(outcome.stderr).toMatch(/package-missing: start\/main in cmd\/compile\/internal\/gc func Main/);
  expect(outcome.stderr).toMatch(/package-missing: identity\/version/);
});

test("a Go that nobody knows yet: not its number but its source is what does not fit", () => {
  const main = "package gc\n\nfunc Main() {\n\tbase.ReadFlags()\n}\n";
  const goroot = madeUpGoroot("go1.99.0", { "internal/gc/main.go": main });
  const outcome = traceinject(["build", "--goroot", goroot]);
  expectFailure(outcome, /go1\.99\.0/, /remedy/i);
  expect(outcome.stderr).toMatch(/anchor-missing: start\/main/);
  expect(outcome.stderr).toMatch(
    /near: cmd\/compile\/internal\/gc\/main\.go:4:2 \(\d+ % alike\): base\.ReadFlags\(\)/,
  );
});

test("drift is a finding for patch --check, with the same report", () => {
  const goroot = madeUpGoroot("go1.12.17", { "main.go": "package main\n" });
  const { status, stdout } = traceinject(["patch", "--check", "--goroot", goroot]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/package-missing: start\/main/);
  expect(stdout).toMatch(
    /compile does not fit go1\.12\.17: 63 findings; there is no older release here that it fits/,
  );
});

test("a GOROOT whose VERSION is not its go command's was edited, or is two in one", () => {
  const goroot = madeUpGoroot("go1.24.3", { "main.go": "package main\n" });
  writeFileSync(join(goroot, "VERSION"), "go1.25.0\n");
  expectFailure(
    traceinject(["build", "--goroot", goroot]),
    /go1\.25\.0.*go1\.24\.3|go1\.24\.3.*go1\.25\.0/s,
    /remedy/i,
  );
});

test("a GOROOT whose compiler does not even parse is a grammar gap with its place", () => {
  const goroot = madeUpGoroot("go1.24.3", {
    "internal/gc/main.go": "package gc\n\nfunc Main() {\n\tif {\n}\n",
  });
  const outcome = traceinject(["build", "--goroot", goroot]);
  expectFailure(outcome, /grammar-gap: start\/main/, /gofmt -e/);
  expect(outcome.stderr).toMatch(/cmd\/compile\/internal\/gc\/main\.go:\d+:\d+/);
});

test("a broken patch file is named with its line", () => {
  const patches = mkdtempSync(join(scratch, "patches-"));
  writeFileSync(join(patches, "series"), "rebuild cmd/compile\nmine.patch\n");
  writeFileSync(
    join(patches, "mine.patch"),
    "patch mine\nchange one\npackage cmd/compile/internal/gc\n func Main( {\n+\tx()\n }\n",
  );
  const args = ["build", "--goroot", newest.goroot, "--no-shipped", "--patches", patches];
  expectFailure(
    traceinject(args),
    /mine\.patch:4: change mine\/one: the body.*is no Go that parses/,
    /patches\/README\.md/,
  );
  rmSync(join(patches, "mine.patch"));
  expectFailure(traceinject(args), /mine\.patch: it cannot be read/, /series/);
});

test("a release that cannot be fetched, for want of a network, says so", () => {
  const env = { GOPROXY: "off", GOFLAGS: "-mod=mod", GOMODCACHE: join(scratch, "empty-mod") };
  expectFailure(traceinject(["build", "--go", "go1.22.1"], env), /go1\.22\.1/, /network|GOPROXY|--goroot/);
});

test("a release that never was is refused by its name", () => {
  expectFailure(traceinject(["build", "--go", "1.22"]), /1\.22/, /go1\.\d+/);
});

test.skipIf(process.getuid?.() !== 0)(
  "a disk without room is found before anything is copied (needs root to mount one)",
  () => {
    const small = join(cache, "traceinject");
    mkdirSync(small);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", small]);
    try {
      expectFailure(
        traceinject(["build", "--goroot", newest.goroot]),
        /MB|space|room/,
        /traceinject clean|XDG_CACHE_HOME/,
      );
      expect(listing(join(small, "toolchains"))).toEqual([]);
    } finally {
      execFileSync("umount", [small]);
    }
  },
);

test("an option that is not there is bad usage", () => {
  expectFailure(traceinject(["build", "--nosuch"]), /nosuch/, /--help/);
});
