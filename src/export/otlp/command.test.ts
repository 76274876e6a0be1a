import { expect, it } from "vitest";
import type { CommandRecord } from "../command-record.ts";
import { commandSpan } from "./command.ts";
import { traceOf } from "./ids.ts";
import { commandResource } from "./resource.ts";

const github = {
  ...{ GITHUB_ACTIONS: "true", GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "o/r" },
  ...{ GITHUB_RUN_ID: "42", GITHUB_WORKFLOW: "CI", GITHUB_REF_NAME: "main", GITHUB_SHA: "abc" },
};

const record = (changes: Partial<CommandRecord> = {}): CommandRecord => ({
  ...{ id: "id", traceinject: "1", status: "done", exitCode: 0, command: ["go", "build"], env: {} },
  ...{ toolchain: { goVersion: "go1.27.3" }, goos: "linux", goarch: "amd64" },
  ...{ start: { wall: "1000" }, end: { wall: "2000" } },
  ...changes,
});

const span = (changes: Partial<CommandRecord>, processes?: { start: bigint; end: bigint }) =>
  commandSpan("s", traceOf("s"), record(changes), processes)!;

it.each([
  [["go", "test", "-v", "./..."], "go test"],
  [["go", "-C", "dir", "build"], "go"],
  [["go"], "go"],
])("is called by the verb of %j alone", (command, name) => {
  expect(span({ command }).name).toBe(name);
});

it("spans the record and all processes, also where the clocks disagree or the end is not known", () => {
  const times = (changes: Partial<CommandRecord>, start: bigint, end: bigint) => {
    const made = span(changes, { start, end });
    return [made.start, made.end];
  };
  expect(times({}, 1200n, 1300n)).toEqual([1000n, 2000n]);
  expect(times({}, 900n, 2100n)).toEqual([900n, 2100n]);
  expect(times({ end: { wall: "10" } }, 1200n, 1300n)).toEqual([1000n, 1300n]);
  const { end: _, ...running } = record();
  const { start, end } = commandSpan("s", traceOf("s"), running, undefined)!;
  expect([start, end]).toEqual([1000n, 1000n]);
});

it.each<[Partial<CommandRecord>, string | undefined, string | undefined]>([
  [{}, undefined, "success"],
  [{ exitCode: 2 }, "exit status 2", "failure"],
  [{ exitCode: 130, signal: "SIGINT" }, "SIGINT", "cancellation"],
  [{ exitCode: 124, status: "timed-out" }, "timeout", "timeout"],
  [{ status: "failed" }, "not run to its end", "error"],
])(
  "tells how the command of %j ended, in a pipeline in the words of the conventions",
  (changes, error, result) => {
    expect(span(changes).error).toBe(error);
    expect(span(changes).attributes).not.toHaveProperty(["cicd.pipeline.task.run.result"]);
    expect(span({ ...changes, env: github }).attributes).toMatchObject({
      "cicd.pipeline.task.name": "go build",
      "cicd.pipeline.task.type": "build",
      "cicd.pipeline.task.run.id": "id",
      "cicd.pipeline.task.run.result": result,
    });
  },
);

it("names the pipeline in which it runs, and what is built there", () => {
  expect(commandResource("s", record({ env: github }))).toMatchObject({
    "cicd.pipeline.name": "CI",
    "cicd.pipeline.run.id": "42",
    "cicd.pipeline.run.url.full": "https://github.com/o/r/actions/runs/42",
    "vcs.repository.url.full": "https://github.com/o/r",
    "vcs.ref.head.name": "main",
    "vcs.ref.head.revision": "abc",
  });
  const gitlab = commandResource("s", record({ env: { GITLAB_CI: "true", CI_PIPELINE_ID: "7" } }));
  expect(Object.keys(gitlab).filter((key) => /^(cicd|vcs)/.test(key))).toEqual(["cicd.pipeline.run.id"]);
});

it("keeps whether the surrounding trace is sampled", () => {
  const sampled = (flags: string): unknown =>
    traceOf("s", { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-${flags}` }).parent?.sampled;
  expect(["00", "01", "03", "02"].map(sampled)).toEqual([false, true, true, false]);
});
