import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { writeOutputFile } from "./output-file.ts";

async function* chunks(...texts: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield Buffer.from(text);
  }
}

const contents = (host: MemoryHost): Record<string, string> =>
  Object.fromEntries([...host.files].map(([path, { data }]) => [path, data.toString()]));

it("writes a file that is named from the working folder, and leaves no draft", async () => {
  const host = new MemoryHost({}, { cwd: "/work" });
  await writeOutputFile(host, "out/a.json", chunks("{", "}"));
  expect(contents(host)).toEqual({ "/work/out/a.json": "{}" });
});

it("replaces a file, keeping its mode, also through a link", async () => {
  const host = new MemoryHost({ "/real/a": "before" });
  await host.chmod("/real/a", 0o600);
  await host.symlink("/real/a", "/link");
  await writeOutputFile(host, "/link", chunks("after"));
  expect(contents(host)).toEqual({ "/real/a": "after" });
  expect((await host.stat("/link"))?.mode).toBe(0o600);
});

it("leaves what was there, and no draft, where the bytes end in a failure or an interrupt", async () => {
  const host = new MemoryHost({ "/a": "before" });
  await expect(writeOutputFile(host, "/a", chunks("half", new Error("torn")))).rejects.toThrow("torn");
  expect(contents(host)).toEqual({ "/a": "before" });
  host.rename = async () => host.interrupt();
  await writeOutputFile(host, "/a", chunks("after"));
  expect(contents(host)).toEqual({ "/a": "before" });
});

it("writes into what is no file, as it is", async () => {
  const host = new MemoryHost({ "/dev/null": "" });
  const stat = host.stat.bind(host);
  host.stat = async (path) => ({ ...(await stat(path))!, kind: "other" });
  host.rename = async () => {
    throw new Error("a device must stay one");
  };
  await writeOutputFile(host, "/dev/null", chunks("x"));
  expect(contents(host)).toEqual({ "/dev/null": "x" });
});

it("refuses a folder", async () => {
  const host = new MemoryHost({ "/dir/file": "" });
  await expect(writeOutputFile(host, "/dir", chunks("x"))).rejects.toMatchObject({ code: "bad-usage" });
});
