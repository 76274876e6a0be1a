import { expect, it } from "vitest";
import type { FileStat } from "../../host/host.ts";
import { MemoryHost } from "../../host/memory.ts";
import { mergeInputs } from "./inputs.ts";

/** A machine whose stdin is a pipe: who reads it again gets nothing. */
class PipedHost extends MemoryHost {
  override async stat(path: string): Promise<FileStat | undefined> {
    const stat = await super.stat(path);
    return stat && path === "/dev/stdin" ? { ...stat, kind: "other" } : stat;
  }

  override async *readStream(path: string): AsyncGenerator<Uint8Array> {
    yield* super.readStream(path);
    this.put(path, "");
  }
}

it("reads a pipe that is named twice once", async () => {
  const host = new PipedHost({ "/dev/stdin": "a trace" });
  const { files } = await mergeInputs(host, ["/dev/stdin", "/dev/stdin"]);
  expect(files).toMatchObject([{ path: "/dev/stdin", content: Buffer.from("a trace") }]);
  expect(files).toHaveLength(1);
});
