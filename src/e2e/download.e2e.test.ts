import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { moduleVersion } from "../toolchain/download/release.ts";

/** A release from the real module proxy, on a machine without Go: through a proxy of ours, which can break off and lie. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-download-"));
const real = "https://proxy.golang.org";
const release = "go1.22.12";
const version = moduleVersion(nodeHost(), release);
const zipPath = `/golang.org/toolchain/@v/${version}.zip`;
const releaseDir = `traceinject/releases/${version}`;
let zip: Buffer;
let server: Server;
let answerZip: RequestListener;
let cache: string;

beforeAll(async () => {
  mkdirSync(join(scratch, "bin"));
  symlinkSync(process.execPath, join(scratch, "bin/node")); // builds dist/ in a clone
  zip = await tried(realZip);
  server = createServer((request, response) => {
    if (request.url === zipPath) answerZip(request, response);
    else forward(request.url ?? "", response).catch(() => response.writeHead(502).end());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(() => {
  cache = mkdtempSync(join(scratch, "cache-"));
  answerZip = whole;
});
afterEach(() => server.closeAllConnections());
afterAll(() => {
  server.close();
  rmSync(scratch, { recursive: true });
});

const whole: RequestListener = ({ headers }, response) => {
  const from = Number(/\d+/.exec(headers.range ?? "0")?.[0]);
  response.writeHead(from > 0 ? 206 : 200, { "content-length": zip.length - from }).end(zip.subarray(from));
};

async function realZip(): Promise<Buffer> {
  const answer = await fetch(real + zipPath);
  if (!answer.ok) throw new Error(`${real}${zipPath}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** A server on the network may fail once or twice. */
async function tried<T>(work: () => Promise<T>, times = 3): Promise<T> {
  return times > 1 ? work().catch(() => tried(work, times - 1)) : work();
}

async function forward(path: string, response: Parameters<RequestListener>[1]): Promise<void> {
  const { status, ...answer } = await fetch(real + path).then(async (answer) => ({
    status: answer.status,
    body: Buffer.from(await answer.arrayBuffer()),
  }));
  response.writeHead(status).end(answer.body);
}

interface Run {
  readonly child: ChildProcess;
  readonly end: Promise<{
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
}

/** `traceinject patch --check` of the release, in an environment that holds nothing but what it needs. */
function check(...more: readonly string[]): Run {
  const args = [join(packageRoot(), "bin/traceinject.mjs"), "patch", "--check", "--json", ...more];
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: join(scratch, "bin"),
    HOME: scratch,
    XDG_CACHE_HOME: cache,
    GOPROXY: `http://127.0.0.1:${port}`,
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
  };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].on("data", (chunk) => {
      output[stream] += chunk;
    });
  return { child, end: once(child, "close").then(([exitCode]) => ({ exitCode, ...output })) };
}

const listing = (folder: string): string[] => readdirSync(join(cache, "traceinject", folder));

test("a release is downloaded without Go, verified by the real checksum database, and the patches fit it", async () => {
  const first = await check("--go", release).end;
  expect(first, first.stderr).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(first.stdout)).toMatchObject({ release, drift: [] });
  expect(readFileSync(join(cache, releaseDir, "VERSION"), "utf8")).toContain(release);
  expect([listing("downloads"), listing("tmp")]).toEqual([[], []]);
  answerZip = (_, response) => response.writeHead(500).end();
  const again = await check("--go", release).end;
  expect(again.exitCode).toBe(0);
  expect(again.stderr).not.toContain("download");
});

test("killed in the middle of a download it goes on there, and two at once download once", async () => {
  const asked: (string | undefined)[] = [];
  const half = zip.length >> 1;
  const killed = check("--go", release);
  answerZip = (request, response) => {
    asked.push(request.headers.range);
    if (asked.length > 1) return whole(request, response);
    response.writeHead(200, { "content-length": zip.length }).write(zip.subarray(0, half));
    const timer = setInterval(() => {
      if (sizeOfPartial() < half) return;
      clearInterval(timer);
      killed.child.kill("SIGKILL");
    }, 20);
  };
  expect(await killed.end).toMatchObject({ exitCode: null });
  const both = await Promise.all([check("--go", release).end, check("--go", release).end]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(asked).toEqual([undefined, `bytes=${half}-`]);
});

function sizeOfPartial(): number {
  try {
    return statSync(join(cache, `traceinject/downloads/${version}.zip`)).size;
  } catch {
    return 0;
  }
}

test("a zip with one byte changed is refused loudly, and nothing of it stays", async () => {
  const changed = Buffer.from(zip);
  changed[zip.length >> 1] = ~(zip[zip.length >> 1] ?? 0);
  answerZip = (_, response) => response.end(changed);
  const { exitCode, stdout, stderr } = await check("--go", release).end;
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/SECURITY: what was downloaded as go1\.22\.12 is not what its makers published/);
  expect([listing("downloads"), listing("tmp")]).toEqual([[], []]);
  expect(() => listing("releases")).toThrow("ENOENT");
});

test("a release that does not exist is told by name, with those near it", async () => {
  const { exitCode, stderr } = await check("--go", "go1.22.99").end;
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /there is no Go release go1\.22\.99.*Near it are go1\.22\.\d+, go1\.22\.\d+, go1\.22\.\d+\./s,
  );
});
