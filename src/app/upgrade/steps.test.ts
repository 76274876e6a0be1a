import { expect, it } from "vitest";
import { goNotFound } from "../../base/errors.ts";
import { MemoryHost } from "../../host/memory.ts";
import { type Done, type Handed, Steps } from "./steps.ts";

const start: Handed<number> = { kind: "ready", value: 1 };
const finding = { check: "a", subject: "b", message: "c" };

function steps() {
  const host = new MemoryHost();
  const all = new Steps(host);
  const states = () => all.done.map(({ step, status }) => `${step}: ${status}`);
  return { host, all, states };
}

const takes =
  (host: MemoryHost, milliseconds: number, done: Done<number>) => async (): Promise<Done<number>> => {
    host.advance(milliseconds);
    return done;
  };

it("hands the value of a step to the next one, and keeps times and figures of both", async () => {
  const { host, all } = steps();
  const one = await all.run(
    "release",
    start,
    takes(host, 2000, { value: 2, detail: "got", figures: { changes: 3 } }),
  );
  const two = await all.run("build", one, async (value) => ({
    value: value + 1,
    detail: "built",
    figures: { objects: 4 },
  }));
  expect(two).toEqual({ kind: "ready", value: 3 });
  expect(all.done).toEqual([
    { step: "release", status: "passed", detail: "got", seconds: 2, findings: [] },
    { step: "build", status: "passed", detail: "built", seconds: 0, findings: [] },
  ]);
  expect(all.figures).toEqual({ changes: 3, objects: 4 });
});

it("does not run what needs a step with findings and no value, and says by which", async () => {
  const { host, all, states } = steps();
  const drifted = await all.run(
    "patches",
    start,
    takes(host, 1, { detail: "does not fit", findings: [finding] }),
  );
  const built = await all.run("build", drifted, takes(host, 1, { value: 1, detail: "built" }));
  await all.run("audit", built, takes(host, 1, { value: 1, detail: "audited" }));
  expect(states()).toEqual(["patches: findings", "build: not-run", "audit: not-run"]);
  for (const { detail } of all.done.slice(1)) expect(detail).toBe("not run because of what patches found");
});

it("goes on after findings that leave the later steps their sense", async () => {
  const { host, all, states } = steps();
  await all.run("exits", start, takes(host, 1, { value: 1, detail: "taken", findings: [finding] }));
  await all.run("audit", start, takes(host, 1, { value: 1, detail: "audited" }));
  expect(states()).toEqual(["exits: findings", "audit: passed"]);
});

it("takes an error of the operating system for the failure of its step, so that the report is not lost", async () => {
  const { all, states } = steps();
  const full = Object.assign(new Error("ENOSPC: no space left on device"), {
    code: "ENOSPC",
    syscall: "write",
  });
  await all.run("build", start, () => Promise.reject(full));
  expect(states()).toEqual(["build: failed"]);
  expect(all.done[0]).toMatchObject({ code: "system-failure", more: expect.stringContaining("ENOSPC") });
});

it("takes a failure for the end of its step, with cause and remedy, and throws a bug on", async () => {
  const { all, states } = steps();
  const failed = await all.run("release", start, () => Promise.reject(goNotFound("nowhere")));
  await all.run("patches", failed, async () => ({ value: 1, detail: "planned" }));
  expect(states()).toEqual(["release: failed", "patches: not-run"]);
  expect(all.done[0]).toMatchObject({
    detail: "no Go found: nowhere",
    more: expect.stringMatching(/Install/),
  });
  expect(all.done[1]?.detail).toBe("not run because release failed");
  await expect(all.run("build", start, () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
});
