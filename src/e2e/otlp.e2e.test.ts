import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeJson, spansOf } from "../export/otlp/request.testing.ts";
import { packageRoot } from "../host/package.ts";
import type { SessionRecord } from "../toolchain/session.ts";
import { type Answer, Receiver } from "./receiver.testing.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/** OTLP to a file and to a receiver, which decodes it by OpenTelemetry's own definitions. */
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-otlp-"));
const state = join(scratch, "state");
const release = (await releases()).at(-1)!;
const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/** Says what it was started with, and takes its time. The text of the second is its own in each run. */
const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/otlp\n\ngo 1.19\n",
  "main.go": `package main

import (
	"os"
	"time"

	"example.com/otlp/lib"
)

func main() {
	println(lib.Text, os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"))
	time.Sleep(4 * time.Second)
	os.Exit(3)
}
`,
  "lib/lib.go": `package lib\n\nconst Text = "${scratch}"\n`,
  "bad/bad.go": "package bad\n\nvar x int = true\n",
};

const badBuild = ["go", "build", "./bad"];
/** How it ends where nothing is sent. */
let alone: Ended;

beforeAll(async () => {
  await instrumented(release);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  expect(await traceinject({}, "go", "build", "os", "time")).toMatchObject({ status: 0 }); // no other test's concern
  alone = await traceinject({}, ...badBuild);
  expect(alone).toMatchObject({ status: 1, stderr: expect.stringContaining("bad.go:3") });
});
afterAll(() => rmSync(scratch, { recursive: true }));

type Variables = Readonly<Record<string, string | undefined>>;

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** By `performance.now()`, and Unix time in milliseconds. */
  readonly time: number;
  readonly unixMs: number;
}

/** Not synchronous: the receiver is in this process. */
function traceinject(env: Variables, ...words: readonly string[]): Promise<Ended> {
  const all: Variables = {
    ...process.env,
    ...{ GOENV: "off", GOWORK: "off", GOFLAGS: "", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: state, TRACEPARENT: undefined },
    ...env,
  };
  const args = [launcher, ...(words.includes("go") ? ["--goroot", release.goroot] : []), ...words];
  const child = spawn(process.execPath, args, { cwd: scratch, env: all });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].on("data", (data: Buffer) => {
      output[stream] += data.toString();
    });
  return new Promise((resolve) =>
    child.on("close", (status) =>
      resolve({ status, ...output, time: performance.now(), unixMs: Date.now() }),
    ),
  );
}

function record(): SessionRecord {
  const path = join(state, "traceinject/sessions/latest/session.json");
  return JSON.parse(readFileSync(path, "utf8")) as SessionRecord;
}

/** What a span is, apart from its times. */
const identity = ({ traceId, spanId, parentSpanId = "", name }: ReturnType<typeof spansOf>[number]): string =>
  [traceId, parentSpanId, spanId, name].join(" ");

test("a build arrives while go runs, below the surrounding trace, the same spans as export writes to a file", async () => {
  const receiver = await Receiver.start();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, TRACEPARENT: traceparent };
  const ended = await traceinject(env, "go", "run", ".");
  await receiver.stop();
  const said = `${scratch} ${receiver.endpoint}\nexit status 3\n`;
  expect(ended).toMatchObject({ status: 1, stdout: "", stderr: said });
  expect(receiver.received[0]!.time).toBeLessThan(ended.time - 500);
  expect(receiver.received[0]).toMatchObject({
    path: "/v1/traces",
    headers: { "content-type": "application/x-protobuf" },
  });

  const sent = receiver.spans();
  const names = sent.map(({ name }) => name);
  for (const name of [
    "go run",
    "compile example.com/otlp",
    "compile example.com/otlp/lib",
    "link example.com/otlp",
  ])
    expect(names).toContain(name);
  expect(names).toContain("be:compilefuncs");
  expect(names).not.toContain("main.main");
  const root = sent.find(({ name }) => name === "go run")!;
  expect(root).toMatchObject({ traceId: traceparent.split("-")[1], parentSpanId: traceparent.split("-")[2] });
  expect(root.resource).toMatchObject({ "service.name": "go", "telemetry.sdk.name": "opentelemetry" });
  expect(record().liveExport).toEqual({ spans: sent.length });

  const file = join(scratch, "build.json");
  const toFile = await traceinject({}, "export", "--format", "otlp", "--level", "phase", "-o", file);
  expect(toFile).toMatchObject({ status: 0, stdout: "", stderr: "" });
  const exported = spansOf(decodeJson(readFileSync(file, "utf8")));
  expect(exported.map(identity).sort()).toEqual(sent.map(identity).sort());
  const times = new Map(exported.map((span) => [span.spanId, BigInt(span.startTimeUnixNano)]));
  for (const { spanId, startTimeUnixNano } of sent) // each process was placed by its own clock reading
    expect(Math.abs(Number(times.get(spanId)! - BigInt(startTimeUnixNano)))).toBeLessThan(1e6);
});

test("the variables of OpenTelemetry's SDK count: protocol, headers, endpoint, resource, and the deepest level is ours", async () => {
  const receiver = await Receiver.start();
  const env = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.endpoint}/custom`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=gophers",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
    OTEL_SERVICE_NAME: "ours",
  };
  await traceinject(env, "--otlp-level", "package", "go", "vet", "./lib");
  await receiver.stop();
  expect(receiver.received.length).toBeGreaterThan(0);
  for (const { path, headers } of receiver.received)
    expect([path, headers["content-type"], headers["x-team"]]).toEqual([
      "/custom",
      "application/json",
      "gophers",
    ]);
  for (const { resource, attributes } of receiver.spans()) {
    expect(resource).toMatchObject({ "service.name": "ours", "deployment.environment.name": "test" });
    expect(attributes["traceinject.kind"] ?? "process").toBe("process");
  }
  expect(record().env.OTEL_EXPORTER_OTLP_HEADERS).toBe("<redacted>");
});

test.each<[string, Variables]>([
  ["OTEL_SDK_DISABLED", { OTEL_SDK_DISABLED: "true" }],
  ["a surrounding trace that is not sampled", { TRACEPARENT: traceparent.replace(/01$/, "00") }],
])("nothing is sent with %s", async (_what, env) => {
  const receiver = await Receiver.start();
  const ended = await traceinject({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...env }, ...badBuild);
  await receiver.stop();
  expect(ended.status).toBe(1);
  expect(receiver.received).toEqual([]);
});

test.each<[Answer | "refuse", RegExp]>([
  ["hang", /after 3 s/],
  ["refuse", /after 3 s/],
  [500, /Internal Server Error/],
])(
  "a receiver that answers %s changes nothing of how go ends, and holds it up for three seconds at most",
  async (answer, problem) => {
    const receiver = await Receiver.start(answer === "refuse" ? 200 : answer);
    if (answer === "refuse") await receiver.stop();
    const ended = await traceinject({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint }, ...badBuild);
    await receiver.stop().catch(() => {}); // it may be stopped already
    const { status, stdout, stderr } = alone;
    expect(ended).toMatchObject({ status, stdout, stderr });
    expect(record()).toMatchObject({ status: "done", exitCode: 1 });
    const goEndedMs = Number(record().end!.wall) / 1e6;
    expect(ended.unixMs - goEndedMs).toBeLessThan(5000); // the machine may be busy
    expect(record().liveExport).toEqual({ spans: 0, problem: expect.stringMatching(problem) });
  },
);
