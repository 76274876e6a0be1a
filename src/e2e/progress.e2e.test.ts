import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { findOnPath } from "../toolchain/go-command.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/** What a build looks like on a terminal while it runs, on a real one: the pty of Debian's script(1). */
const script = await findOnPath(nodeHost(), "script");
const missing = script ? "" : " (skipped: there is no script on PATH)";
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-progress-"));
const release = (await releases()).at(-1)!;

/** Each start of a tool takes a while, so that a build of four small packages takes some seconds. */
const slowly = join(scratch, "slowly");
const imported = ["a", "b", "c"];

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A module of its own text in each run, since what is in the build cache is not compiled. */
function newModule(name: string): string {
  const dir = join(scratch, name);
  const own = `// ${scratch} ${name}\n`;
  write(join(dir, "go.mod"), "module example.com/progress\n\ngo 1.19\n");
  for (const one of imported) write(join(dir, one, "x.go"), `package ${one} ${own}\nfunc F() {}\n`);
  const imports = imported.map((one) => `import "example.com/progress/${one}"\n`).join("");
  const calls = imported.map((one) => `${one}.F()`).join("; ");
  write(join(dir, "main.go"), `package main ${own}\n${imports}\nfunc main() { ${calls} }\n`);
  return dir;
}

beforeAll(async () => {
  await instrumented(release);
  write(slowly, '#!/bin/sh\nsleep 0.4\nexec "$@"\n');
  await run("/bin/chmod", ["755", slowly], scratch, {});
  // The runtime is then in the build cache, and need not be compiled slowly.
  const plain = [launcher, "--goroot", release.goroot, "go", "build", "-o", "program", "."];
  await run(process.execPath, plain, newModule("first"), {});
});
afterAll(() => rmSync(scratch, { recursive: true }));

type Environment = Readonly<Record<string, string | undefined>>;

const terminal: Environment = { TERM: "xterm-256color", CI: undefined, NO_COLOR: undefined };

/** What comes out, byte for byte. */
function run(file: string, args: readonly string[], cwd: string, changes: Environment): Promise<string> {
  const env = {
    ...process.env,
    ...{ GOENV: "off", GOWORK: "off", GOFLAGS: "", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: join(scratch, "state"), ...terminal, ...changes },
  };
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      const text = Buffer.concat(chunks).toString("latin1");
      if (code === 0) resolve(text);
      else reject(new Error(`${file} ended with ${code}: ${text}`));
    });
  });
}

/** A traced build on a terminal of its own. */
function onTerminal(name: string, options = "", rest = build, changes: Environment = {}): Promise<string> {
  const command = `${process.execPath} ${launcher} --goroot ${release.goroot} ${options} go ${rest}`;
  return run("script", ["-qec", command, "/dev/null"], newModule(name), changes);
}

const build = `build -v -p 1 -toolexec ${slowly} -o program .`;

const esc = "\u001b";
const titles = new RegExp(`${esc}\\]2;([^${esc}]*)${esc}\\\\`, "g");

/** What is left without the sequences that set and restore the title. */
const withoutTitles = (text: string): string =>
  text.replaceAll(titles, "").replaceAll(`${esc}[22;2t`, "").replaceAll(`${esc}[23;2t`, "");

/** The last line is ours. */
const withoutClosing = (text: string): string => text.replace(/traceinject: compiled [^\n]*\n$/, "");

const printed = [...imported.map((one) => `example.com/progress/${one}`), "example.com/progress"];
const printedByGo = printed.map((line) => `${line}\r\n`).join("");

test.skipIf(missing !== "")(
  `what go prints on a terminal is intact while its title tells how far the build is${missing}`,
  async () => {
    const [shown, silent] = await Promise.all([onTerminal("shown"), onTerminal("silent", "--no-progress")]);
    const told = [...shown.matchAll(titles)].map(([, title]) => title!);
    expect(told.length).toBeGreaterThan(1);
    for (const title of told)
      expect(title).toMatch(/^\d packages? compiled(, of at most \d+)?(, \S+ \d+ s)*$/);
    expect(withoutClosing(withoutTitles(shown))).toBe(printedByGo);
    expect(withoutClosing(silent)).toBe(printedByGo);
    expect(shown.indexOf(`${esc}[22;2t`)).toBeLessThan(shown.indexOf(`${esc}]2;`));
    expect(shown.indexOf(`${esc}[23;2t`)).toBeGreaterThan(shown.lastIndexOf(`${esc}]2;`));
  },
);

test.skipIf(missing !== "")(
  `nothing of it comes into a file or a pipe, nor on a terminal that does not want it${missing}`,
  async () => {
    const list = `list -export -toolexec ${slowly} -f '{{.ImportPath}}' ./... > list.txt`;
    const unwanted: Environment[] = [{ CI: "1" }, { NO_COLOR: "1" }, { TERM: "dumb" }];
    const [shown, ...plain] = await Promise.all([
      onTerminal("listed", "", list),
      ...unwanted.map((changes) => onTerminal(Object.keys(changes)[0]!, "", build, changes)),
    ]);
    expect(shown).toMatch(titles);
    expect(readFileSync(join(scratch, "listed/list.txt"), "latin1")).toBe(
      [...printed.slice(-1), ...printed.slice(0, -1)].map((line) => `${line}\n`).join(""),
    );
    for (const text of plain) expect(withoutClosing(text)).toBe(printedByGo);
    const args = [launcher, "--goroot", release.goroot, "go", ...build.split(" ")];
    const piped = await run(process.execPath, args, newModule("piped"), {});
    expect(piped).toBe(printedByGo.replaceAll("\r", ""));
  },
);

test.skipIf(missing !== "")(`--quiet leaves the terminal to go alone${missing}`, async () => {
  expect(await onTerminal("quiet", "--quiet")).toBe(printedByGo);
});
