import { expect, it } from "vitest";
import { MemoryHost } from "./memory.ts";

it("holds files, lists folders and follows links", async () => {
  const host = new MemoryHost({ "/go/src/a.go": "a", "/go/VERSION": "go1.26.0" });
  host.links.set("/usr/lib/go", "/go");
  expect(await host.readDir("/usr/lib/go")).toEqual([
    { name: "VERSION", kind: "file" },
    { name: "src", kind: "dir" },
  ]);
  expect(await host.readFile("/usr/lib/go/src/a.go")).toBe("a");
  expect(await host.realPath("/usr/lib/go/src/a.go")).toBe("/go/src/a.go");
  expect((await host.listTree("/usr/lib/go")).map((file) => file.path)).toEqual(["VERSION", "src/a.go"]);
});

it("renames and removes whole folders, and refuses to rename onto a full one", async () => {
  const host = new MemoryHost({ "/tmp/new/f": "1", "/done/f": "2" });
  await expect(host.rename("/tmp/new", "/done")).rejects.toMatchObject({ code: "ENOTEMPTY" });
  await host.remove("/done");
  await host.rename("/tmp/new", "/done");
  expect(await host.readFile("/done/f")).toBe("1");
  expect(await host.stat("/tmp/new")).toBeUndefined();
});

it("answers programs by its function, keeps what ran, and knows no other program", async () => {
  const host = new MemoryHost({}, { answer: ({ file }) => (file === "go" ? { stdout: "hi" } : undefined) });
  expect(await host.run({ file: "go", args: ["version"] })).toMatchObject({ exitCode: 0, stdout: "hi" });
  expect(await host.passThrough({ file: "gone", args: [] })).toMatchObject({ exitCode: 127 });
  expect(host.ran.map((command) => command.file)).toEqual(["go", "gone"]);
});

it("gives a changed file another change time", async () => {
  const host = new MemoryHost({ "/f": "1" });
  const before = await host.stat("/f");
  await host.writeFile("/f", "2");
  expect((await host.stat("/f"))?.ctimeNs).not.toBe(before?.ctimeNs);
});

it("lets one holder at a time through a lock", async () => {
  const host = new MemoryHost();
  const order: string[] = [];
  const hold = (name: string) =>
    host.withLock(
      "/l",
      async () => void order.push(name),
      () => order.push(`${name} waits`),
    );
  await Promise.all([hold("1"), hold("2")]);
  expect(order).toEqual(["2 waits", "1", "2"]);
});

it("replaces a link by renaming another onto it, and leaves what it led to alone", async () => {
  const host = new MemoryHost({ "/sessions/1/f": "1", "/sessions/2/f": "2" });
  await host.symlink("1", "/sessions/latest");
  await host.symlink("2", "/sessions/latest-new");
  await host.rename("/sessions/latest-new", "/sessions/latest");
  expect(await host.readFile("/sessions/latest/f")).toBe("2");
  expect(await host.readFile("/sessions/1/f")).toBe("1");
});
