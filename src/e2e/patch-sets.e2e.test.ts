import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { planPatchSet } from "../app/patch.ts";
import { silentProgress } from "../base/progress.ts";
import { MemoryIo } from "../cli/io.testing.ts";
import { main } from "../cli/main.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import { renderDrift } from "../patch/drift.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { e2eCache, e2eHost, releases } from "./shared.testing.ts";

/** Patch sets of users: the example of docs/patch-sets.md, and what new-patch writes, together with the shipped set. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-patch-sets-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const host: Host = { ...e2eHost({ XDG_STATE_HOME: join(scratch, "state") }), cwd: scratch };
const all = await releases();
const newest = all.at(-1)!;
const example = join(packageRoot(), "examples/escape-count");

async function cli(...argv: string[]) {
  const io = new MemoryIo();
  return { exitCode: await main(argv, host, io), out: io.out, err: io.err };
}

// The name is part of the fingerprint and the folder is not, so that each run finds the toolchain of the one before.
await cli("new-patch", "call-count");
const written = join(scratch, "call-count");
const patches = [example, written];

test.each(all.map(({ name, goroot }) => [name, goroot]))(
  "the example and a new set fit %s, together with the shipped set",
  async (_name, goroot) => {
    const { result, set } = await planPatchSet(host, { goroot, patches }, silentProgress);
    expect(result.kind === "drift" ? renderDrift(result.drift) : "").toBe("");
    expect(set.name).toBe("compile+escape-count+call-count");
  },
);

test.each([
  ["the example", example, "escapecount"],
  ["a new set", written, "callcount"],
])("the Go package of %s is formatted and passes its tests", async (_what, set, name) => {
  const dir = join(set, "payload/cmd/compile/internal", name);
  const go = (await findOnPath(host, "go")) ?? "";
  const run = (file: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: dir,
      env: { ...process.env, GOFLAGS: "", GOTOOLCHAIN: "local", GOCACHE: join(e2eCache(), "gocache") },
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };
  expect(run(go, "test", "count.go", "count_test.go")).toMatchObject({ status: 0 });
  expect(run(join(newest.goroot, "bin/gofmt"), "-l", ".")).toEqual({ status: 0, output: "" });
});

const source = `package p

type T struct{ a int }

func New() *T { return &T{1} }

func Counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func Bytes(n int) []byte { return make([]byte, n) }

func Sum() int {
	all := []int{1, 2, 3}
	return all[0] + all[1]
}
`;

/** Compiles the source with what the compiler says of it by -m, and leaves its trace in the folder `traces`. */
function compile(compiler: string, traces: string): string {
  mkdirSync(traces);
  writeFileSync(join(scratch, "p.go"), source);
  const { status, stdout, stderr } = spawnSync(compiler, ["-p", "p", "-m", "-o", "p.a", "p.go"], {
    cwd: scratch,
    env: { TRACEINJECT_DIR: traces },
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return stdout + stderr;
}

test("the report shows how much escapes: as much as the compiler says by -m", async () => {
  const { goroot, stamp } = await build(host, { goroot: newest.goroot, patches }, silentProgress);
  expect(stamp.patchSet.name).toBe("compile+escape-count+call-count");
  const traces = join(scratch, "traces");
  const said = compile(join(goroot, "pkg/tool", `${host.goos}_${host.goarch}`, "compile"), traces);
  const { out, err } = await cli("report", traces, "--by", "work");
  expect(err).toBe("");
  const counts = (name: string) => new RegExp(`^${name} +0 ms .* (\\d+) +\\1$`, "m").exec(out)?.[1];
  const escapes = said.split("\n").filter((line) => /escapes to heap|moved to heap/.test(line));
  expect(escapes).toHaveLength(4);
  expect(counts("escape: to the heap"), out).toBe("4");
  expect(counts("escape: on the stack"), out).toMatch(/^[1-9]/);
  expect(counts("call-count"), out).toBe("5");
});

test("verify is content with the sets that a toolchain was made of, and with no other", async () => {
  const { goroot } = await build(host, { goroot: newest.goroot, patches }, silentProgress);
  const sets = patches.flatMap((dir) => ["--patches", dir]);
  expect((await cli("verify", goroot, "--no-rebuild", ...sets)).exitCode).toBe(0);
  const other = await cli("verify", goroot, "--no-rebuild", "--patches", example);
  expect(other).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("compile+escape-count+call-count"),
  });
});

test("two sets that want one place are told so, by set, patch and place", async () => {
  await cli("new-patch", "walk-calls");
  const choice = { goroot: newest.goroot, patches: ["call-count", "walk-calls"] };
  const { result } = await planPatchSet(host, choice, silentProgress);
  expect(result.kind === "drift" && renderDrift(result.drift)).toMatch(
    /conflict: walk-calls\/walk-calls\/count in cmd\/compile\/internal\/walk\/.*\n.*\n {2}cmd\/compile\/internal\/walk\/walk\.go:\d+:1: also wanted by call-count\/call-count\/count\n/,
  );
});
