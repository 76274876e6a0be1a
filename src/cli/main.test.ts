import { expect, it, vi } from "vitest";
import { badUsage, TraceinjectError } from "../base/errors.ts";
import { MemoryHost } from "../host/memory.ts";
import { packageVersion } from "../host/package.ts";
import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { header, spanFile } from "../trace/decode/span-builder.testing.ts";
import { type Command, command, commandName } from "./command.ts";
import { commands } from "./commands/index.ts";
import { MemoryIo } from "./io.testing.ts";
import { main } from "./main.ts";

/** A command that keeps what it was given, or does what a test wants. */
function probe(run: Command["run"] = async () => 0): Command & { calls: unknown[] } {
  const calls: unknown[] = [];
  const spec = command({
    usage: "probe [word]",
    summary: "Probe",
    examples: [["probe x", "Probe x"]],
    positionals: { word: { type: "string" } },
    options: {
      "dry-run": { type: "boolean" },
      level: { type: "string", requiresArg: true },
      top: { type: "number" },
      set: { type: "string", array: true, requiresArg: true },
    },
    async run(args, context) {
      calls.push({ ...args, passedOn: context.passedOn });
      return run(args, context);
    },
  });
  return { ...spec, calls };
}

async function cli(argv: string[], use: readonly Command[] = commands, host = new MemoryHost()) {
  const io = new MemoryIo();
  const exitCode = await main(argv, host, io, use);
  return { exitCode, out: io.out, err: io.err };
}

/** Help without the line breaks that fit it to the terminal. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

it.each(commands.map((command) => [commandName(command), command] as const))(
  "explains %s in its help, with examples",
  async (name, { summary, examples }) => {
    const { exitCode, out, err } = await cli(["--help", name]);
    expect([exitCode, err]).toEqual([0, ""]);
    expect(flat(out)).toContain(summary);
    expect(examples.length).toBeGreaterThan(0);
    for (const [line] of examples) expect(flat(out)).toContain(`traceinject ${line}`);
  },
);

it("lists every command, for `--help`, for `help` and for no words at all", async () => {
  const { exitCode, out } = await cli(["--help"]);
  expect(exitCode).toBe(0);
  for (const command of commands) expect(flat(out)).toContain(command.summary);
  expect(await cli(["help"])).toEqual({ exitCode, out, err: "" });
  expect(await cli([])).toEqual({ exitCode, out, err: "" });
});

it("prints the help of a command for `help COMMAND`, also of the one that passes its words on", async () => {
  expect((await cli(["help", "go"])).out).toContain("[options] go <arguments of go>");
});

it("prints its version", async () => {
  expect(await cli(["--version"])).toEqual({ exitCode: 0, out: `traceinject ${packageVersion}\n`, err: "" });
});

it("gives each option name one kind of value in all commands, because options may precede the command", () => {
  const kinds = new Map<string, boolean>();
  for (const [name, { type }] of commands.flatMap(({ options }) => Object.entries(options))) {
    expect(kinds.get(name) ?? type === "boolean", name).toBe(type === "boolean");
    kinds.set(name, type === "boolean");
  }
});

it("reads options before and after the command", async () => {
  const command = probe();
  await cli(["--level", "2", "probe", "x", "--dry-run"], [command]);
  expect(command.calls).toMatchObject([{ level: "2", word: "x", dryRun: true, passedOn: [] }]);
});

it("keeps words that look like numbers, and takes the last of a repeated option", async () => {
  const command = probe();
  await cli(["probe", "007", "--level", "1", "--level=1e3"], [command]);
  expect(command.calls).toMatchObject([{ word: "007", level: "1e3" }]);
});

it("keeps all of a list, one value each time that it is named, and leaves the word behind it alone", async () => {
  const command = probe();
  await cli(["--set", "a=1", "probe", "--set", "b 2", "x", "--set=c"], [command]);
  expect(command.calls).toMatchObject([{ set: ["a=1", "b 2", "c"], word: "x" }]);
});

it("suggests the command that was meant", async () => {
  const { exitCode, out, err } = await cli(["prob"], [probe()]);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain('there is no command "prob"');
  expect(err).toContain("remedy: Did you mean `traceinject probe`?");
});

it("suggests the option that was meant, and else points at the help of the command", async () => {
  const typo = await cli(["probe", "--dyr-run"], [probe()]);
  expect([typo.exitCode, typo.err]).toEqual([2, expect.stringContaining("remedy: Did you mean --dry-run?")]);
  const strange = await cli(["probe", "--frobnicate"], [probe()]);
  expect(strange.err).toContain("remedy: Run `traceinject --help probe`");
});

it.each([
  ["a word too many", ["probe", "x", "y"]],
  ["an option without its value", ["probe", "--level"]],
  ["a list without its value", ["probe", "--set"]],
  ["options alone", ["--verbose"]],
  ["a word where a number is wanted", ["probe", "--top", "ten"]],
  ["a number below 0", ["probe", "--top", "-3"]],
  ["a number below 0 in the same word", ["probe", "--top=-3"]],
])("refuses %s with exit code 2", async (_what, argv) => {
  const command = probe();
  const { exitCode, out, err } = await cli(argv, [command]);
  expect([exitCode, out, command.calls]).toEqual([2, "", []]);
  expect(err).toMatch(/^traceinject: .+\nremedy: /s);
});

it("returns what the command returns: 1 for findings", async () => {
  expect((await cli(["probe"], [probe(async () => 1)])).exitCode).toBe(1);
});

it("explains a failure with message, causes and remedy, exit code 2", async () => {
  const cause = new Error("EACCES: permission denied", { cause: new Error("read-only file system") });
  const failing = probe(async () => {
    throw new TraceinjectError("no-luck", "it cannot be done", "Try later.", { cause });
  });
  expect(await cli(["probe"], [failing])).toEqual({
    exitCode: 2,
    out: "",
    err: "traceinject: it cannot be done\ncause: EACCES: permission denied\ncause: read-only file system\nremedy: Try later.\n",
  });
});

it("takes a full disk for a failure of the machine, not for a bug", async () => {
  const failing = probe(async () => {
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
  });
  const { exitCode, err } = await cli(["probe"], [failing]);
  expect([exitCode, err]).toEqual([2, expect.stringContaining("remedy: ")]);
});

it("ends without a word where whoever reads the file that was named has seen enough", async () => {
  const cut = probe(async () => {
    throw Object.assign(new Error("EPIPE: broken pipe, write"), { code: "EPIPE", syscall: "write" });
  });
  expect(await cli(["probe"], [cut])).toEqual({ exitCode: 0, out: "", err: "" });
});

it("asks to report a bug, with stack, versions and the command line without secrets, exit code 70", async () => {
  const broken = probe(async () => {
    throw new Error("an invariant broke", { cause: new Error("deep down") });
  });
  const { exitCode, out, err } = await cli(["probe", "https://ann:pw@x.example"], [broken]);
  expect([exitCode, out]).toEqual([70, ""]);
  expect(err).toMatch(/an invariant broke\n\s+at .*main\.test\.ts/);
  for (const part of ["deep down", packageVersion, process.version, "https://<redacted>@x.example"])
    expect(err).toContain(part);
});

it("wipes the progress line away before it prints a failure on a terminal", async () => {
  const io = new MemoryIo({ stdout: true, stderr: true });
  const failing = probe(async (_args, { progress }) => {
    progress.step("rebuilding cmd/compile");
    throw badUsage("no");
  });
  await main(["probe"], new MemoryHost(), io, [failing]);
  expect(io.err).toContain("rebuilding cmd/compile\r\x1b[Ktraceinject: no\n");
});

it("completes commands and options, and leaves the words after `go` to the shell", async () => {
  vi.stubEnv("SHELL", "/bin/bash");
  const complete = async (...words: string[]) =>
    (await cli(["--get-yargs-completions", "traceinject", ...words])).out.split("\n");
  expect(await complete("")).toEqual(expect.arrayContaining(commands.map(commandName)));
  expect(await complete("completion", "")).toEqual(expect.arrayContaining(["bash", "zsh", "fish"]));
  expect(await complete("--cache", "shared", "go", "bu")).toEqual([""]);
  expect(await complete("--verbose", "--")).toContain("--runtime-trace");
  expect(await complete("--cache", "")).toEqual(["private", "shared", ""]);
  vi.unstubAllEnvs();
});

it("completes the ids of sessions, the newest first, and the packages of a session", async () => {
  const [first, second] = ["20260102T030405678Z-000001", "20260102T030405679Z-000000"];
  const sessions = "/home/user/.local/state/traceinject/sessions";
  const record = JSON.stringify({ ...sampleRecord, command: ["go", "build", "./..."] });
  const host = new MemoryHost({
    [`${sessions}/${first}/session.json`]: record,
    [`${sessions}/${first}/go/actiongraph.json`]: graphText("app: < lib\n lib:"),
    [`${sessions}/${second}/proc/a.span`]: spanFile(header({ package: "fmt" })),
  });
  const complete = async (shell: string, ...words: string[]) => {
    const io = new MemoryIo();
    const zsh = Object.assign(Object.create(host), { env: { ...host.env, SHELL: shell } });
    await main(["--get-yargs-completions", "traceinject", ...words], zsh, io);
    return io.out.split("\n").slice(0, -1);
  };
  expect(await complete("/bin/bash", "report", "")).toEqual([second, first]);
  expect(await complete("/bin/zsh", "open", "")).toEqual([second, `${first}:go build ./...`]);
  expect(await complete("/bin/bash", "diff", "x", "y,")).toEqual([`y,${second}`, `y,${first}`]);
  expect(await complete("/bin/bash", "explain", "")).toEqual(["fmt"]);
  expect(await complete("/bin/bash", "explain", "--session", first, "!")).toEqual(["!app", "!lib"]);
  expect(await complete("/bin/bash", "export", "--package=")).toEqual(["--package=fmt"]);
  expect(await complete("/bin/bash", "explain", "--session", "none", "")).toContain("--top");
  expect(await complete("/bin/bash", "report", "--")).toContain("--html");
});
