import { expect, it } from "vitest";
import type { RunResult } from "../host/host.ts";
import { MemoryHost } from "../host/memory.ts";
import { goSettings } from "./go-settings.ts";

const go = { goBinary: "/go/bin/go", goroot: "/go", goVersion: "go1.26.8", env: {}, args: ["build"] };

function ask(result: Partial<RunResult>, env: Record<string, string> = {}) {
  const host = new MemoryHost({ "/home/user/x": "" }, { answer: () => result });
  return { host, settings: goSettings(host, { ...go, env }) };
}

it("learns with how many processors go runs from its scheduler, whatever else stands on stderr", async () => {
  const stderr = "go: warning\nSCHED 0ms: gomaxprocs=7 idleprocs=5 threads=4\nSCHED 1000ms: gomaxprocs=7\n";
  const { host, settings } = ask({ stdout: `{"GOFLAGS":"-v"}`, stderr }, { GODEBUG: "gctrace=1" });
  expect(await settings).toEqual({ GOFLAGS: "-v", maxProcs: 7 });
  expect(host.ran[0]?.env?.GODEBUG).toBe("gctrace=1,schedtrace=1000");
});

it("says nothing of what go does not tell", async () => {
  expect(await ask({ stdout: "{}" }).settings).toEqual({});
  expect(await ask({ exitCode: 1, stderr: "SCHED 0ms: gomaxprocs=7" }).settings).toEqual({});
});
