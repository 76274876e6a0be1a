import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  return bashIn({}, text, ...args);
}

function bashIn(variables: NodeJS.ProcessEnv, text: string, ...args: readonly string[]): string {
  const env = { ...process.env, ...variables, PATH: `${scratch}:${process.env.PATH}` };
  const run = spawnSync("bash", ["--norc", "-c", text, "bash", ...args], { env, encoding: "utf8" });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  return run.stdout;
}

/** A function `candidates`: those for the last of the words, in a line. */
const setUp = `source "$1"; shift
candidates() { COMP_WORDS=(traceinject "$@"); COMP_CWORD=$#; _traceinject; echo "\${COMPREPLY[@]}"; }`;

const completed = (...words: readonly string[]): string[] => completedIn({}, ...words);

const completedIn = (variables: NodeJS.ProcessEnv, ...words: readonly string[]): string[] =>
  bashIn(variables, `${setUp}; candidates "$@"`, script, ...words)
    .split(/\s/)
    .filter((word) => word !== "");

it("is registered for our name, and falls back on files", () => {
  const registered = bash('source "$1"; complete -p traceinject', script);
  for (const part of ["-o default ", "-o nosort ", "-F _traceinject traceinject"])
    expect(registered).toContain(part);
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
  expect(completed("--no-")).toContain("--no-progress");
  expect(completed("--le")).toEqual(["--level"]);
});

it("completes values, after a space and after a sign of equality", () => {
  expect(completed("report", "--format", "m")).toEqual(["markdown"]);
  expect(completed("report", "--format", "=", "m")).toEqual(["markdown"]);
  expect(completed("--level", "=")).toEqual(["package", "phase", "function", "pass"]);
  expect(completed("completion", "z")).toEqual(["zsh"]);
});

it("completes the ids of sessions as they were recorded, the newest first, also in a list", () => {
  const ids = ["20260102T030405678Z-000002", "20260102T030405679Z-000001"];
  const state = join(scratch, "state");
  for (const id of ids) mkdirSync(join(state, "traceinject/sessions", id), { recursive: true });
  const [older, newer] = ids;
  expect(completedIn({ XDG_STATE_HOME: state }, "report", "")).toEqual([newer, older]);
  expect(completedIn({ XDG_STATE_HOME: state }, "diff", "x", "y,")).toEqual([`y,${newer}`, `y,${older}`]);
});

it("leaves what follows the word go to go", () => {
  expect(completed("--level", "pass", "go", "bui")).toEqual([]);
});
