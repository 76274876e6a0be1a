import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeHost } from "./node.ts";

const host = nodeHost();
const node = process.execPath;
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(join(os.tmpdir(), "traceinject-host-"));
});
afterEach(() => host.remove(dir));

const script = (text: string) => ({ file: node, args: ["-e", text] });

it("captures output, exit code and lines of stderr", async () => {
  const lines: string[] = [];
  const text = "process.stdout.write('out');process.stderr.write('a\\nb');process.exitCode=3";
  const result = await host.run({ ...script(text), onStderrLine: (line) => lines.push(line) });
  expect(result).toMatchObject({ exitCode: 3, stdout: "out", stderr: "a\nb" });
  expect(lines).toEqual(["a", "b"]);
});

it("reads a part of a file, and no more than there is", async () => {
  const path = join(dir, "file");
  fs.writeFileSync(path, "0123456789");
  const read = async (from: number, length: number) =>
    Buffer.from(await host.readRange(path, from, length)).toString();
  expect([await read(2, 3), await read(8, 9), await read(20, 1)]).toEqual(["234", "89", ""]);
  await expect(host.readRange(join(dir, "none"), 0, 1)).rejects.toMatchObject({ code: "ENOENT" });
});

it("gives input to a program, and survives one that does not read it", async () => {
  const echo = await host.run({ ...script("process.stdin.pipe(process.stdout)"), input: "hello" });
  expect(echo.stdout).toBe("hello");
  const deaf = await host.run({ ...script("process.exit(0)"), input: "x".repeat(1 << 20) });
  expect(deaf.exitCode).toBe(0);
});

it("reports a program that is not there as exit code 127, and one ended by a signal as 128 + n", async () => {
  expect((await host.run({ file: join(dir, "no-such"), args: [] })).exitCode).toBe(127);
  const killed = await host.run(script("process.kill(process.pid,'SIGKILL')"));
  expect(killed).toMatchObject({ exitCode: 137, signal: "SIGKILL" });
});

it("does not blame the program for a working folder that is not there", async () => {
  const run = host.run({ file: node, args: ["-v"], cwd: join(dir, "gone") });
  await expect(run).rejects.toMatchObject({ code: "ENOENT" });
});

it("writes a file from chunks as they come, and what came before a failure", async () => {
  const path = join(dir, "below/file");
  async function* chunks(bad: boolean) {
    for (const text of ["a", "b", "c"]) {
      if (bad && text === "c") throw new Error("no more");
      yield Buffer.from(text);
    }
  }
  await host.writeFile(path, chunks(false), { mode: 0o600 });
  expect(await host.readFile(path)).toBe("abc");
  expect((await host.stat(path))?.mode).toBe(0o600);
  await expect(host.writeFile(path, chunks(true))).rejects.toThrow("no more");
  expect(await host.readFile(path)).toBe("ab");
});

it("lists a tree through links, sorted, without those that lead nowhere or back up", async () => {
  fs.mkdirSync(join(dir, "real/sub"), { recursive: true });
  fs.writeFileSync(join(dir, "real/sub/b.go"), "b");
  fs.writeFileSync(join(dir, "real/a.go"), "a");
  fs.mkdirSync(join(dir, "farm"));
  fs.symlinkSync("../real", join(dir, "farm/src"));
  fs.symlinkSync("nowhere", join(dir, "farm/dangling"));
  fs.symlinkSync("..", join(dir, "real/sub/up"));
  const list = async (skip: (path: string) => boolean) =>
    (await host.listTree(join(dir, "farm"), { skip })).map((file) => `${file.path} ${file.size}`);
  expect(await list(() => false)).toEqual(["src/a.go 1", "src/sub/b.go 1"]);
  expect(await list((path) => path === "src/sub")).toEqual(["src/a.go 1"]);
});

it("copies a read-only farm of links into real files that can be written and removed", async () => {
  fs.mkdirSync(join(dir, "real"));
  fs.writeFileSync(join(dir, "real/tool"), "x", { mode: 0o555 });
  fs.mkdirSync(join(dir, "farm"));
  fs.symlinkSync("../real", join(dir, "farm/bin"));
  fs.chmodSync(join(dir, "real"), 0o555);
  await host.copyTree(join(dir, "farm"), join(dir, "copy"));
  const copied = fs.lstatSync(join(dir, "copy/bin/tool"));
  expect([copied.isFile(), copied.mode & 0o777]).toEqual([true, 0o755]);
  fs.chmodSync(join(dir, "copy/bin"), 0o555);
  await host.remove(join(dir, "copy"));
  expect(await host.stat(join(dir, "copy"))).toBeUndefined();
});

it("sees nothing below a file, and knows the free space of folders to come", async () => {
  fs.writeFileSync(join(dir, "file"), "");
  expect(await host.stat(join(dir, "file/below"))).toBeUndefined();
  expect(await host.readDir(join(dir, "none"))).toEqual([]);
  expect(await host.freeSpace(join(dir, "not/yet/there"))).toBeGreaterThan(0);
});

it("knows itself as running, a dead process as gone, and nothing about other machines", async () => {
  expect(host.isRunning(host.processId)).toBe(true);
  const [machine, pid] = host.processId.split("/");
  expect(host.isRunning(`${machine}/${pid}/1`)).toBe(false);
  expect(host.isRunning(`elsewhere.${machine}/${pid}/1`)).toBeUndefined();
});

it("lets one holder at a time through a lock, and tells the other once", async () => {
  const order: string[] = [];
  const hold = (name: string) =>
    host.withLock(
      join(dir, "locks/a"),
      async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setTimeout(resolve, 300));
        order.push(`${name} out`);
      },
      () => order.push(`${name} waits`),
    );
  await Promise.all([hold("1"), new Promise((resolve) => setTimeout(resolve, 50)).then(() => hold("2"))]);
  expect(order).toEqual(["1 in", "2 waits", "1 out", "2 in", "2 out"]);
});

it("takes over the lock of a holder that was killed", async () => {
  fs.mkdirSync(join(dir, "lock"));
  const longAgo = new Date(Date.now() - 60_000);
  fs.utimesSync(join(dir, "lock"), longAgo, longAgo);
  expect(await host.withLock(join(dir, "lock"), async () => "mine")).toBe("mine");
});

/** A program that uses the host under test, with what it prints and how it ends. */
function program(text: string): { child: ChildProcess; out: () => string; end: Promise<unknown[]> } {
  const main = join(dir, "main.mts");
  fs.writeFileSync(
    main,
    `import { nodeHost } from ${JSON.stringify(join(import.meta.dirname, "node.ts"))};\n${text}`,
  );
  const child = spawn(node, ["--import", "tsx", main], {
    cwd: process.cwd(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  const end = new Promise<unknown[]>((resolve) => child.once("close", (...how) => resolve(how)));
  return { child, out: () => out, end };
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it.each(["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"] as const)(
  "sends %s on to the program that it passes through, and reports how that ended",
  async (signal) => {
    const inner = `process.on('${signal}',()=>{console.log('got');process.exit(7)});console.log('up');setInterval(()=>{},1e3)`;
    const { child, out, end } = program(
      `const end = await nodeHost().passThrough({ file: process.execPath, args: ["-e", ${JSON.stringify(inner)}] });
       console.log("exit " + end.exitCode);`,
    );
    await until(() => out().includes("up"));
    child.kill(signal);
    expect(await end).toEqual([0, null]);
    expect(out()).toBe("up\ngot\nexit 7\n");
  },
  20_000,
);

it("on an interrupt ends what it runs, cleans up, and dies by the same signal without a word from the work", async () => {
  const { child, out, end } = program(
    `const host = nodeHost();
     host.onInterrupt(async () => { process.stdout.write("clean\\n"); });
     const run = host.run({ file: process.execPath, args: ["-e", "setInterval(()=>{},1e3)"] });
     process.stdout.write("up\\n");
     await run.then((end) => process.stdout.write(end.signal + "\\n"));
     setInterval(() => {}, 1e3);`,
  );
  await until(() => out().includes("up"));
  child.kill("SIGTERM");
  expect(await end).toEqual([null, "SIGTERM"]);
  expect(out()).toBe("up\nclean\n");
}, 20_000);
