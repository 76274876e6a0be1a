import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

const sources = {
  "go.mod": "module example.com/export\n\ngo 1.19\n",
  "lib/lib.go": `package lib

func Sort(list []int) {
	for i := range list {
		for j := i; j > 0 && list[j-1] > list[j]; j-- {
			list[j-1], list[j] = list[j], list[j-1]
		}
	}
}

type Tree struct{ left, right *Tree }

func (t *Tree) Depth() int {
	if t == nil {
		return 0
	}
	l, r := t.left.Depth(), t.right.Depth()
	if l < r {
		l = r
	}
	return l + 1
}
`,
  "app/main.go": `package main

import "example.com/export/lib"

func main() {
	list := []int{2, 1}
	lib.Sort(list)
	println(list[0], new(lib.Tree).Depth())
}
`,
};

/** A small build in that folder, recorded at level pass by the newest release, and what traceinject makes of it. */
export function tracedBuild(dir: string) {
  const launcher = join(packageRoot(), "bin/traceinject.mjs");

  function traceinject(...args: readonly string[]): string {
    const env = {
      ...process.env,
      ...{ GOFLAGS: "", GOENV: "off", GOWORK: "off", GOTOOLCHAIN: "local", GOROOT: undefined },
      ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: join(dir, "state") },
    };
    const run = spawnSync(process.execPath, [launcher, ...args], { cwd: dir, env, encoding: "utf8" });
    expect(run).toMatchObject({ status: 0, stderr: "" });
    return run.stdout;
  }

  /** Exports the build, and returns the file. */
  function exported(format: string): string {
    const file = join(dir, `build.${format}`);
    expect(traceinject("export", "--format", format, "-o", file)).toBe("");
    return file;
  }

  async function make(): Promise<void> {
    const release = (await releases()).at(-1)!;
    await instrumented(release);
    for (const [path, text] of Object.entries(sources)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    const go = (...args: readonly string[]): string =>
      traceinject("--goroot", release.goroot, "--level", "pass", "go", ...args);
    go("build", "runtime"); // so that the build has the module's packages alone, whatever the cache held
    go("build", "-o", "app.bin", "./app");
  }

  return { make, traceinject, exported };
}

export const chromium = await findOnPath(nodeHost(), "chromium");
export const noBrowser = chromium ? "" : " (skipped: there is no chromium on PATH)";

/** A page as a browser has it when it is at rest, and the lines on the browser's console. */
export async function browse(page: string, profile: string, hash = "") {
  const { stdout, stderr } = await nodeHost().run({
    file: chromium!,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`],
      ...["--enable-logging=stderr", "--virtual-time-budget=30000", "--dump-dom"],
      `${pathToFileURL(page)}${hash}`,
    ],
  });
  return { dom: stdout, console: stderr.split("\n").filter((line) => line.includes(":CONSOLE:")) };
}
