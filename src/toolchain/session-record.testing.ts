import type { SessionRecord } from "./session.ts";

const anchor = { mono0: "1000", wall: "2000", mono1: "1001" };

/** What a session that ended well has written. */
export const sampleRecord: SessionRecord = {
  ...{ format: 1, id: "20260102T030405000Z-000001", traceinject: "0.1.0", status: "done" },
  ...{ process: "memory/4711/1", command: ["go", "build"], cwd: "/src/app", env: { GOFLAGS: "-mod=mod" } },
  toolchain: { fingerprint: "ab12", goVersion: "go1.26.8", goroot: "/cache/ab12" },
  recording: { level: "function", runtimeTrace: false },
  ...{ goos: "linux", goarch: "amd64", start: anchor, end: anchor, exitCode: 0 },
};
