import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeHost } from "./node.ts";

const host = nodeHost();
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(join(os.tmpdir(), "traceinject-group-"));
});
afterEach(() => host.remove(dir));

/** A shell that runs `text` in the folder of the test; it says "Terminated" of what it had started. */
const shell = (text: string) => ({ file: "sh", args: ["-c", `exec 2>/dev/null; ${text}`], cwd: dir });

/** For as long as the test runs, however it ends. */
const forever = 'while [ -e "$PWD" ]; do sleep 0.05; done';

/** What the shell has written with `echo $$ > NAME`: its id, which is also that of its group. */
const idIn = (name: string): number => Number(fs.readFileSync(join(dir, name), "utf8"));

/** What of a group has not ended, as lines of /proc. */
function left(group: number): string[] {
  const pids = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const stats = pids.map((pid) => statOf(pid));
  return stats.filter((stat) => new RegExp(`\\) [^Z] \\d+ ${group} `).test(stat));
}

/** Empty for a process that has gone since it was listed. */
function statOf(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

it("lets a program that ends in time end as it likes", async () => {
  const end = await host.passThrough(shell("exit 7"), { ms: 60_000, graceMs: 60_000 });
  expect(end).toEqual({ exitCode: 7, durationMs: expect.any(Number) });
});

it("ends a program that takes too long, and what that has started", async () => {
  const family = shell("echo $$ > group; sleep 600 & sh -c 'sleep 600; true' & wait");
  const end = await host.passThrough(family, { ms: 500, graceMs: 60_000 });
  expect(end).toMatchObject({ exitCode: 143, signal: "SIGTERM", timedOut: true });
  expect(left(idIn("group"))).toEqual([]);
});

it("gives what a program has started the time to end properly, though the program itself is gone", async () => {
  const child = `trap 'sleep 0.3; echo done > saved; exit' TERM; ${forever}`;
  const parent = shell(`echo $$ > group; (${child}) & trap 'exit 3' TERM; ${forever}`);
  const end = await host.passThrough(parent, { ms: 500, graceMs: 60_000 });
  expect(end).toMatchObject({ exitCode: 3, timedOut: true });
  expect(fs.readFileSync(join(dir, "saved"), "utf8")).toBe("done\n");
});

it("ends by force what does not listen", async () => {
  const deaf = shell(`trap '' TERM; echo $$ > group; ${forever}`);
  const end = await host.passThrough(deaf, { ms: 500, graceMs: 200 });
  expect(end).toMatchObject({ signal: "SIGKILL", timedOut: true });
  await until(() => left(idIn("group")).length === 0);
});

it("fails as without a limit where the program cannot be started", async () => {
  const gone = host.passThrough(
    { file: "/no/such", args: [], cwd: join(dir, "gone") },
    { ms: 1, graceMs: 1 },
  );
  await expect(gone).rejects.toMatchObject({ code: "ENOENT" });
});

it("allows for more time than a timer holds", async () => {
  const month = 31 * 24 * 3600 * 1000;
  const end = await host.passThrough(shell("sleep 0.1"), { ms: month, graceMs: 1 });
  expect(end).toEqual({ exitCode: 0, durationMs: expect.any(Number) });
});

it("sends signals on to the whole group, which is not that of the terminal", async () => {
  const main = join(dir, "main.mts");
  const child = `(trap 'echo child > child; exit' TERM; echo up > up; ${forever}) &`;
  const family = shell(`trap 'wait; exit 5' TERM; ${child} wait`);
  fs.writeFileSync(
    main,
    `import { nodeHost } from ${JSON.stringify(join(import.meta.dirname, "node.ts"))};
     const end = await nodeHost().passThrough(${JSON.stringify(family)}, { ms: 15_000, graceMs: 1 });
     process.exitCode = end.exitCode;`,
  );
  const ours = spawn(process.execPath, ["--import", "tsx", main], { stdio: "inherit" });
  const exit = new Promise((resolve) => ours.once("exit", resolve));
  await until(() => fs.existsSync(join(dir, "up")));
  ours.kill("SIGTERM");
  expect(await exit).toBe(5);
  expect(fs.readFileSync(join(dir, "child"), "utf8")).toBe("child\n");
}, 20_000);
