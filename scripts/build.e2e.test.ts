import { execFile, execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it, vi } from "vitest";
import { packageRoot } from "../src/host/package.ts";

vi.setConfig({ testTimeout: 60_000 }); // they start processes, and the machine may be busy

const scratch = mkdtempSync(join(tmpdir(), "traceinject-launcher-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A clone whose command line prints a word, by way of a module that it loads late. */
function clone(name: string): string {
  const root = join(scratch, name);
  mkdirSync(join(root, "src"), { recursive: true });
  for (const part of ["bin", "scripts/build.mjs", "package.json"])
    cpSync(join(packageRoot(), part), join(root, part), { recursive: true });
  symlinkSync(join(packageRoot(), "node_modules"), join(root, "node_modules"));
  writeFileSync(
    join(root, "src/cli.ts"),
    'const { word } = await import("./word.ts");\nconsole.log(word);\n',
  );
  say(root, "one");
  return root;
}

const say = (root: string, word: string): void =>
  writeFileSync(join(root, "src/word.ts"), `export const word: string = "${word}";\n`);

const launch = (root: string): string =>
  execFileSync(process.execPath, [join(root, "bin/traceinject.mjs")], { encoding: "utf8", stdio: "pipe" });

it("builds itself at the first start, again when a source has changed, and not otherwise", () => {
  const root = clone("changing");
  expect(launch(root)).toBe("one\n");
  const built = statSync(join(root, "dist/cli.js")).mtimeMs;
  expect(launch(root)).toBe("one\n");
  expect(statSync(join(root, "dist/cli.js")).mtimeMs).toBe(built);
  say(root, "two");
  expect(launch(root)).toBe("two\n");
});

it("starts many times at once in a fresh clone, and leaves no temporary file", async () => {
  const root = clone("crowd");
  const starts = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, [join(root, "bin/traceinject.mjs")]),
  );
  expect((await Promise.all(starts)).map(({ stdout }) => stdout)).toEqual(Array(4).fill("one\n"));
  expect(readdirSync(join(root, "dist")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

it("runs what was published, where there are no sources to build from", () => {
  const root = clone("published");
  launch(root);
  rmSync(join(root, "src"), { recursive: true });
  rmSync(join(root, "scripts"), { recursive: true });
  rmSync(join(root, "node_modules"));
  expect(launch(root)).toBe("one\n");
});

it("says what is wrong where it cannot build, exit code 2", () => {
  const root = clone("broken");
  writeFileSync(join(root, "src/word.ts"), "export const = 1;\n");
  expect(() => launch(root)).toThrow(
    expect.objectContaining({ status: 2, stderr: expect.stringContaining("src/word.ts:1") }),
  );
  rmSync(join(root, "node_modules"));
  expect(() => launch(root)).toThrow(
    expect.objectContaining({
      status: 2,
      stderr: expect.stringContaining(`remedy: Run \`npm ci\` in ${root}.`),
    }),
  );
});

it("removes files of old builds in time, and keeps those that a running process may load yet", () => {
  const root = clone("old");
  launch(root);
  const [old, young] = ["old-AAAAAAAA.js", "young-BBBBBBBB.js"].map((name) => join(root, "dist", name));
  for (const path of [old!, young!]) writeFileSync(path, "");
  utimesSync(old!, 0, 0);
  say(root, "two");
  launch(root);
  expect(readdirSync(join(root, "dist"))).toContain("young-BBBBBBBB.js");
  expect(readdirSync(join(root, "dist"))).not.toContain("old-AAAAAAAA.js");
  execFileSync(process.execPath, [join(root, "scripts/build.mjs")]);
  expect(readdirSync(join(root, "dist"))).not.toContain("young-BBBBBBBB.js");
});
