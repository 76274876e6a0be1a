import { expect, it } from "vitest";
import { MemoryHost } from "../../../host/memory.ts";
import { writeRepairs } from "./write.ts";

const repairOf = (dir: string, ...files: string[]) => ({
  dir,
  patches: files.map((file) => ({ file, before: "old", after: "new", changes: [] })),
  repaired: [],
  left: [],
  drifting: new Set<string>(),
});

const contents = (host: MemoryHost) =>
  Object.fromEntries([...host.files].map(([path, { data }]) => [path, data.toString()]));

it("writes nothing of a set of which a file was edited meanwhile, and all of another", async () => {
  const host = new MemoryHost({ "/a/1.patch": "old", "/a/2.patch": "edited", "/b/1.patch": "old" });
  const repairs = [repairOf("/a", "1.patch", "2.patch"), repairOf("/b", "1.patch")];
  expect(await writeRepairs(host, repairs)).toEqual({
    written: false,
    unwritten: [{ patchSet: "a", why: "2.patch was edited meanwhile" }],
  });
  expect(contents(host)).toEqual({ "/a/1.patch": "old", "/a/2.patch": "edited", "/b/1.patch": "new" });
});

it("says what the operating system refused, and leaves files as they were and no drafts", async () => {
  class FullDisk extends MemoryHost {
    override async writeFile(path: string, data: string): Promise<void> {
      if (path.includes("2.patch"))
        throw Object.assign(new Error("ENOSPC: no space left on device"), {
          code: "ENOSPC",
          syscall: "write",
        });
      await super.writeFile(path, data);
    }
  }
  const host = new FullDisk({ "/a/1.patch": "old", "/a/2.patch": "old" });
  expect(await writeRepairs(host, [repairOf("/a", "1.patch", "2.patch")])).toEqual({
    written: false,
    unwritten: [{ patchSet: "a", why: "ENOSPC: no space left on device" }],
  });
  expect(contents(host)).toEqual({ "/a/1.patch": "old", "/a/2.patch": "old" });
});
