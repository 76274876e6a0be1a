import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { recorded } from "../trace/decode/event-builder.testing.ts";
import { header, records, spanFile, zero } from "../trace/decode/span-builder.testing.ts";
import { cacheMisses } from "./cache-misses.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const [first, second, third] = [
  "20260101T000000000Z-aaaaaa",
  "20260102T000000000Z-bbbbbb",
  "20260103T000000000Z-cccccc",
];

interface Built {
  readonly id: string;
  /** The action id of the package's compile. */
  readonly action: string;
  /** The hash of its function F; absent where the package was not compiled. */
  readonly hash?: string;
  readonly command?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function hostWith(...all: readonly Built[]): MemoryHost {
  const host = new MemoryHost();
  for (const one of all) putSession(host, one);
  return host;
}

function putSession(host: MemoryHost, { id, action, hash, ...about }: Built): void {
  const dir = `${sessions}/${id}`;
  const anchor = { mono0: "1", wall: "1", mono1: "1" };
  const record = {
    ...{ format: 1, id, traceinject: "0.1.0", status: "done", process: "p", goos: "linux", goarch: "amd64" },
    ...{
      command: ["go", "build", "."],
      cwd: "/work",
      env: {},
      start: anchor,
      actionGraph: "go/actiongraph.json",
    },
    toolchain: { fingerprint: "t", goVersion: "go1.26.8", goroot: "/go" },
    recording: { level: "function", runtimeTrace: false },
    ...about,
  };
  host.put(`${dir}/session.json`, JSON.stringify(record));
  const changes = {
    ActionID: action,
    BuildID: `${action}/result-${action}`,
    ...(hash === undefined && { Cmd: null }),
  };
  host.put(`${dir}/go/actiongraph.json`, graphText("lib: 0 0 20", { lib: changes }));
  if (hash === undefined) return;
  const events = [
    recorded("CompileStart", 0, { files: ["/work/lib.go"] }),
    recorded("Declaration", 0, { name: "F", file: "/work/lib.go", line: 1, hash }),
  ];
  host.put(`${dir}/proc/compile-${action}-1-1.span`, spanFile(header(), records(0, zero, ...events)));
}

const causes = async (host: MemoryHost, id = third) =>
  (await cacheMisses(host, `${sessions}/${id}`))?.missed.map(({ package: path, cause }) => [path, cause]);
const now = { id: third, action: "new", hash: "2" } as const;
const changed = { added: [], removed: [], flags: [], declarations: ["F"] };

it("names what changed since the session that compiled the package last, also where it was cached in between", async () => {
  const host = hostWith({ id: first, action: "old", hash: "1" }, { id: second, action: "old" }, now);
  expect(await causes(host)).toEqual([["lib", { kind: "inputs", changes: changed }]]);
  expect((await cacheMisses(host, `${sessions}/${third}`))?.before).toBe(second);
  expect(await causes(host, second)).toEqual([]); // it was in the cache
  expect(await causes(host, first)).toBeUndefined();
});

it("compares with sessions of the same folder and go command only, and not at all with -a", async () => {
  const before = { id: first, action: "old", hash: "1" };
  expect(await causes(hostWith({ ...before, cwd: "/other" }, now))).toBeUndefined();
  expect(await causes(hostWith({ ...before, command: ["go", "test", "."] }, now))).toBeUndefined();
  const forced = { ...now, command: ["go", "build", "-a", "."] };
  expect(await causes(hostWith(before, forced))).toBeUndefined();
});

it("prefers the last session that built the same packages", async () => {
  const other = { id: second, action: "other", hash: "9", command: ["go", "build", "./other"] };
  const host = hostWith({ id: first, action: "old", hash: "1" }, other, now);
  expect((await cacheMisses(host, `${sessions}/${third}`))?.before).toBe(first);
  const only = hostWith(other, now);
  expect((await cacheMisses(only, `${sessions}/${third}`))?.before).toBe(second);
});

it("blames variables and flags where nothing else differs", async () => {
  const before = { id: first, action: "old", hash: "2", env: { CGO_CFLAGS: "-O1", HOME: "/a" } };
  const host = hostWith(before, {
    ...now,
    env: { CGO_CFLAGS: "-O2", HOME: "/b" },
    command: ["go", "build", "-race", "."],
  });
  expect(await causes(host)).toEqual([["lib", { kind: "settings", names: ["-race", "CGO_CFLAGS"] }]]);
});

it("says no more than it knows where a trace is gone or damaged", async () => {
  const host = hostWith({ id: first, action: "old", hash: "1" }, now);
  host.put(`${sessions}/${first}/proc/compile-old-1-1.span`, "nothing of ours");
  expect(await causes(host)).toEqual([["lib", { kind: "inputs" }]]);
  host.put(`${sessions}/${first}/go/actiongraph.json`, "{");
  expect(await causes(host)).toBeUndefined();
  expect(await cacheMisses(host, "/elsewhere")).toBeUndefined();
});
