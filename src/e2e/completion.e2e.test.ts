import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandName } from "../cli/command.ts";
import { commands } from "../cli/commands/index.ts";
import { packageRoot } from "../host/package.ts";

/** What bash completes with our script, in a real bash; words as its line editor gives them. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-completion-"));
const [program, script] = [join(scratch, "traceinject"), join(scratch, "completion.bash")];

beforeAll(() => {
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${join(packageRoot(), "bin/traceinject.mjs")}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  writeFileSync(script, bash("traceinject completion bash"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

function bash(text: string, ...args: readonly string[]): string {
  const env = { ...process.env, PATH: `${scratch}:${process.env.PATH}` };
  const run = spawnSync("bash", ["--norc", "-c", text, "bash", ...args], { env, encoding: "utf8" });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  return run.stdout;
}

/** A function `candidates`: those for the last of the words, in a line. */
const setUp = `source "$1"; shift
candidates() { COMP_WORDS=(traceinject "$@"); COMP_CWORD=$#; _traceinject; echo "\${COMPREPLY[@]}"; }`;

const completed = (...words: readonly string[]): string[] =>
  bash(`${setUp}; candidates "$@"`, script, ...words)
    .split(/\s/)
    .filter((word) => word !== "");

it("is registered for our name, and falls back on files", () => {
  expect(bash('source "$1"; complete -p traceinject', script)).toContain(
    "-o default -F _traceinject traceinject",
  );
});

it("completes every command", () => {
  expect(completed("")).toEqual(commands.map(commandName));
  expect(completed("ex")).toContain("export");
});

it("completes every option of every command, and turns off what is on", () => {
  const others = commands.filter(({ passesOn }) => !passesOn);
  const each = `${setUp}; for name; do candidates "$name" --; done`;
  const lines = bash(each, script, ...others.map(commandName)).split("\n");
  for (const [at, command] of others.entries()) {
    const names = Object.entries(command.options).map(([name, { default: on }]) =>
      on === true ? `--no-${name}` : `--${name}`,
    );
    expect(lines[at]!.split(" "), commandName(command)).toEqual(expect.arrayContaining(names));
  }
  expect(completed("--no-")).toEqual(["--no-progress"]);
  expect(completed("--le")).toEqual(["--level"]);
});

it("completes values, after a space and after a sign of equality", () => {
  expect(completed("report", "--format", "m")).toEqual(["markdown"]);
  expect(completed("report", "--format", "=", "m")).toEqual(["markdown"]);
  expect(completed("--level", "=")).toEqual(["package", "phase", "function", "pass"]);
  expect(completed("completion", "z")).toEqual(["zsh"]);
});

it("leaves what follows the word go to go", () => {
  expect(completed("--level", "pass", "go", "bui")).toEqual([]);
});
