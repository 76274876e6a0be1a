import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { FileData } from "../../host/host.ts";
import { MemoryHost, type Web } from "../../host/memory.ts";
import { nodeHost } from "../../host/node.ts";
import { getText } from "./request.ts";
import { type Arrived, download } from "./resume.ts";

const content = Buffer.from(Array.from({ length: 200_000 }, (_, at) => at % 251));
let dir: string;
let file: string;
let server: Server | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "traceinject-resume-"));
  file = join(dir, "downloads/file");
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(dir, { recursive: true });
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server?.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that knows ranges, and breaks its first answers off once the client has told of so many bytes. */
function breaking(breaks: number[]) {
  const asked: (string | undefined)[] = [];
  let breakOff = (_: number): void => {};
  const listener: RequestListener = ({ headers }, response) => {
    asked.push(headers.range);
    const from = Number(/\d+/.exec(headers.range ?? "0")?.[0]);
    if (from === content.length)
      return void response.writeHead(416, { "content-range": `bytes */${from}` }).end();
    response.writeHead(from > 0 ? 206 : 200, { "content-length": content.length - from });
    const end = from + (breaks.shift() ?? content.length);
    breakOff = (bytes) => bytes >= end && response.destroy();
    if (end === from) response.destroy();
    else response.write(content.subarray(from, end), () => end >= content.length && response.end());
  };
  return { listener, asked, onArrival: ({ bytes }: Arrived) => breakOff(bytes) };
}

it("asks for the rest where a server breaks off, and goes on in the next run", async () => {
  const { listener, asked, onArrival } = breaking([70_000, 50_000]);
  const url = await serve(listener);
  const told: Arrived[] = [];
  const tell = (arrived: Arrived): void => {
    told.push(arrived);
    onArrival(arrived);
  };
  expect(await download(nodeHost(), url, file, tell)).toEqual({ resumed: false });
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(asked).toEqual([undefined, "bytes=70000-", "bytes=120000-"]);
  expect(told.at(-1)).toEqual({ bytes: 200_000, total: 200_000 });
  writeFileSync(file, content.subarray(0, 1000));
  expect(await download(nodeHost(), url, file, () => {})).toEqual({ resumed: true });
  expect(readFileSync(file).equals(content)).toBe(true);
});

it("asks for nothing more of a file that is whole, and anew for one that is too long", async () => {
  const { listener, asked } = breaking([]);
  const url = await serve((request, response) => {
    if (request.headers.range !== "bytes=200005-") listener(request, response);
    else response.writeHead(416, { "content-range": "bytes */200000" }).end();
  });
  await download(nodeHost(), url, file, () => {});
  await download(nodeHost(), url, file, () => {});
  expect(asked).toEqual([undefined, "bytes=200000-"]);
  writeFileSync(file, Buffer.concat([content, Buffer.from("waste")]));
  await download(nodeHost(), url, file, () => {});
  expect(readFileSync(file).equals(content)).toBe(true);
});

it("takes the whole from a server that knows no ranges", async () => {
  const url = await serve((_, response) => response.end(content));
  await nodeHost().writeFile(file, content.subarray(0, 1000));
  await download(nodeHost(), url, file, () => {});
  expect(readFileSync(file).equals(content)).toBe(true);
});

it("gives up a server that only ever breaks off, and keeps what has come", async () => {
  const { listener, asked, onArrival } = breaking([5000, 0, 0, 0, 0, 0]);
  const url = await serve(listener);
  await expect(download(nodeHost(), url, file, onArrival)).rejects.toThrow(url);
  expect(asked.slice(1)).toEqual(["bytes=5000-", "bytes=5000-", "bytes=5000-"]);
  expect(readFileSync(file).equals(content.subarray(0, 5000))).toBe(true);
});

it("gives up a server without ranges that breaks off here and there, but never later than before", async () => {
  const content = (length: number): Uint8Array => Buffer.alloc(length);
  let asked = 0;
  const web: Web = () => ({ body: brokenAfter(content(asked++ % 2 === 0 ? 5000 : 4000), asked < 30) });
  const host = new MemoryHost({}, { web });
  await expect(download(host, "https://x.org/zip", "/zip", () => {})).rejects.toThrow("broken off");
  expect(asked).toBe(4);
});

async function* brokenAfter(bytes: Uint8Array, isBroken: boolean): AsyncGenerator<Uint8Array> {
  yield bytes;
  if (isBroken) throw new Error("broken off");
}

/** A gigabyte and more, of which no byte is held. */
async function* endless(): AsyncGenerator<Uint8Array> {
  const chunk = { length: 3e8 } as Uint8Array;
  for (let at = 0; at < 10; at++) yield chunk;
}

/** A machine that counts what is written, and has room for so many bytes. */
class CountingHost extends MemoryHost {
  room = Number.POSITIVE_INFINITY;
  written = 0;

  override async writeFile(path: string, data: FileData): Promise<void> {
    await super.writeFile(path, "begun");
    for await (const { length } of data as AsyncIterable<Uint8Array>) {
      this.written += length;
      if (this.written > this.room)
        throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
    }
  }
}

it.each([
  ["says that it has more than any release", { "content-length": "1000000001" }, 0],
  ["has more without saying so", {}, 12e8],
])("takes nothing of a file that %s", async (_, headers, written) => {
  const host = new CountingHost({}, { web: () => ({ headers, body: endless() }) });
  await expect(download(host, "https://me:secret@x.org/zip", "/zip", () => {})).rejects.toThrow(
    "https://<redacted>@x.org/zip: it has more than 1 GB",
  );
  expect(await host.stat("/zip")).toBeUndefined();
  expect(host.written).toBe(written);
});

it("leaves no part of a file on a disk that it has filled", async () => {
  const host = new CountingHost({}, { web: () => ({ body: endless() }) });
  host.room = 5e8;
  await expect(download(host, "https://x.org/zip", "/zip", () => {})).rejects.toMatchObject({
    code: "ENOSPC",
  });
  expect(await host.stat("/zip")).toBeUndefined();
});

it("gives the name and password of a URL as a header, and shows neither in a message", async () => {
  const url = await serve(({ headers, url }, response) => {
    const isKnown = headers.authorization === `Basic ${Buffer.from("me:my secret").toString("base64")}`;
    if (url === "/moved") response.writeHead(302, { location: "/list" }).end();
    else response.writeHead(isKnown && url === "/list" ? 200 : 404).end("the list");
  });
  const known = url.replace("//", "//me:my%20secret@");
  expect(await getText(nodeHost(), `${known}/moved`)).toBe("the list");
  await expect(getText(nodeHost(), `${known}/other`)).rejects.toThrow(
    `${url.replace("//", "//<redacted>@")}/other: 404 the list`,
  );
});

it("says who gave no answer", async () => {
  await expect(getText(nodeHost(), "http://127.0.0.1:1/x")).rejects.toThrow(/^http:\/\/127\.0\.0\.1:1\/x: /);
});
