import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { sampleFiles } from "../../report/sample.testing.ts";
import { sampleRecord } from "../../toolchain/session-record.testing.ts";
import { recorded } from "../../trace/decode/event-builder.testing.ts";
import {
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
  zero,
} from "../../trace/decode/span-builder.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const sessions = "/home/user/.local/state/traceinject/sessions";
const id = "20260102T030405678Z-9f0c2a";
const whole = compile("app", 1_000_000);

/** A compile that is recorded at level package. */
function compile(name: string, time: number): Uint8Array {
  const events = records(0, zero, recorded("CompileStart", 0), recorded("CompileEnd", time));
  const head = header({ package: name, level: "package", runtimeTrace: `${name}.trace` });
  return spanFile(head, events, exit(0, zero + time));
}

function hostWith(
  files: Readonly<Record<string, Uint8Array>>,
  variables: Readonly<Record<string, string>> = {},
): MemoryHost {
  const named = Object.entries(files).map(([name, data]) => [`${sessions}/${id}/proc/${name}`, data]);
  const env = { HOME: "/home/user", ...variables };
  return new MemoryHost(Object.fromEntries(named), { env });
}

async function report(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(["report", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err };
}

it("says in the first line that a session is still running, and not of one that was killed", async () => {
  const host = hostWith({ "app.span": whole });
  const record = { ...sampleRecord, id, status: "running", process: host.processId };
  host.put(`${sessions}/${id}/session.json`, JSON.stringify(record));
  expect((await report(host)).out).toMatch(/^The session is still running: .*\ncompile of app took/);
  host.put(`${sessions}/${id}/session.json`, JSON.stringify({ ...record, process: "memory/1/1" }));
  expect((await report(host)).out).toMatch(/^compile of app took/);
});

it("refuses two formats at once, however they are said, and takes one that is said twice", async () => {
  const host = hostWith({ "app.span": whole }, { GITHUB_STEP_SUMMARY: "/summary" });
  for (const words of [
    ["--md", "--json"],
    ["--format", "json", "--html"],
    ["--format=text", "--sarif"],
    ["--github-step-summary", "--format", "json"],
  ]) {
    const { exitCode, out, err } = await report(host, ...words);
    expect([exitCode, out], words.join(" ")).toEqual([2, ""]);
    expect(err).toContain(" exclude each other");
  }
  expect(await report(host, "--format", "markdown", "--md")).toEqual(await report(host, "--md"));
});

it("takes - for stdout", async () => {
  const host = hostWith({ "app.span": whole });
  expect(await report(host, "--md", "-o", "-")).toEqual(await report(host, "--md"));
  expect(await host.stat("/home/user/-")).toBeUndefined();
});

it("reports the latest session, or the one that is named, with exit code 0", async () => {
  const host = hostWith({ "app.span": whole });
  const latest = await report(host);
  expect([latest.exitCode, latest.err]).toEqual([0, ""]);
  expect(latest.out).toContain("compile of app took 1.00 ms");
  for (const name of [id, id.slice(0, 15), "9f0c2a", `${sessions}/${id}`, `${sessions}/${id}/proc`])
    expect(await report(host, name)).toEqual(latest);
});

it("tells scripts which session it is, its figures, and where its execution traces are", async () => {
  const trace = new TextEncoder().encode("go 1.26 trace\0\0\0");
  const { out } = await report(hostWith({ "app.span": whole, "app.trace": trace }), "--json");
  expect(JSON.parse(out)).toMatchObject({
    session: `${sessions}/${id}`,
    schema: "traceinject-report",
    elapsed: 1_000_000,
    runtimeTraces: [{ path: `${sessions}/${id}/proc/app.trace`, package: "app" }],
  });
});

it("says how to open the execution trace of the slowest package", async () => {
  const trace = new TextEncoder().encode("go 1.26 trace\0\0\0");
  const quick = compile("lib", 1);
  const files = { "a.span": quick, "lib.trace": trace, "app.span": whole, "app.trace": trace };
  const { out } = await report(hostWith(files));
  expect(out).toContain("There are execution traces of 2 processes in the session's folder. That of app:\n");
  expect(out).toContain(`  go tool trace ${sessions}/${id}/proc/app.trace\n`);
});

it("ends with exit code 1 where a trace is damaged, and uses the rest", async () => {
  const { exitCode, out } = await report(hostWith(sampleFiles));
  expect(exitCode).toBe(1);
  expect(out).toContain("Not a span file");
});

it("shortens tables to --top rows", async () => {
  const rows = async (top: string) =>
    (await report(hostWith(sampleFiles), "--top", top)).out.split("\n").length;
  expect(await rows("1")).toBeLessThan(await rows("10"));
});

it("shows the one table that --by asks for", async () => {
  const { out } = await report(hostWith(sampleFiles), "--by", "dependency");
  expect(out).toMatch(/^dependency +wall +share +importers +each$/m);
  expect(out).not.toMatch(/^package +wall/m);
  expect((await report(hostWith(sampleFiles), "--by", "weather")).exitCode).toBe(2);
});

it("writes nothing but Markdown where that is asked for", async () => {
  const { out } = await report(
    hostWith({ "app.span": whole, "app.trace": new Uint8Array() }),
    "--format",
    "markdown",
  );
  expect(out).toMatch(/^## Where the time went\n/);
  expect(out).not.toContain("go tool trace");
});

it("writes a page with everything to the file that is named, and nothing to stdout", async () => {
  const host = hostWith({ "app.span": whole });
  const { exitCode, out } = await report(host, "--html", "-o", "report.html");
  expect([exitCode, out]).toEqual([0, ""]);
  const page = await host.readFile(`${host.cwd}/report.html`);
  expect(page).toMatch(/^<!doctype html>\n/);
  expect(page).toBe((await report(host, "--format", "html")).out);
});

it("fails with a remedy where there is no session", async () => {
  expect(await report(new MemoryHost())).toMatchObject({
    exitCode: 2,
    out: "",
    err: expect.stringMatching(
      /^traceinject: there is no session yet\nremedy: Record one with `traceinject go build/,
    ),
  });
});

/** A build of one package with a declaration that is compiled for forty lists of type arguments. */
function genericBuild(): MemoryHost {
  const ms = 1_000_000;
  const functions = Array.from({ length: 40 }, (_, i) => [
    begin("function", `lib.Map[go.shape.[${i}]int]`, 0),
    recorded("FunctionCompiled", 0, { symbol: "lib.Map", file: "/work/lib/map.go", line: 7, values: 10 }),
    end(50 * ms),
  ]).flat();
  const file = spanFile(
    header({ package: "lib", importPath: "lib" }),
    records(0, zero, recorded("CompileStart", 0), span("phase", "be:compilefuncs", 0, 2000 * ms)),
    records(1, zero, ...functions),
    exit(0, zero + 2000 * ms),
  );
  return hostWith({ "lib.span": file });
}

it("says what could be done, and with --rules all that is behind it", async () => {
  const host = genericBuild();
  const sentence = "1. 40 instances of lib.Map cost 2.00 s on workers, 100.0 % of all functions.\n";
  expect((await report(host)).out).toContain(sentence);
  const { out } = await report(host, "--rules");
  expect(out).toContain(sentence);
  expect(out).toContain("generic-instances, in ns and bytes: instances 40, ");
  expect(out).toContain("   /work/lib/map.go:7\n");
  expect(out).not.toMatch(/^package +wall/m);
  expect((await report(host, "--rules", "--by", "pass")).exitCode).toBe(2);
  expect(JSON.parse((await report(host, "--json")).out).advice).toMatchObject([
    { rule: "generic-instances" },
  ]);
});

it("writes SARIF with places relative to the folder that go ran in", async () => {
  const { out } = await report(genericBuild(), "--sarif");
  const [run] = JSON.parse(out).runs;
  expect(run.tool.driver.name).toBe("traceinject");
  expect(run.results).toMatchObject([
    { ruleId: "generic-instances", locations: [{ physicalLocation: { region: { startLine: 7 } } }] },
  ]);
});

it("appends Markdown to the summary of a step in GitHub Actions, and nothing to stdout", async () => {
  const summary = "/runner/summary.md";
  const step = hostWith({ "app.span": whole }, { GITHUB_STEP_SUMMARY: summary });
  step.put(summary, "# Before");
  expect(await report(step, "--github-step-summary")).toMatchObject({ exitCode: 0, out: "", err: "" });
  expect(await step.readFile(summary)).toMatch(/^# Before\n## Where the time went\n/);
  expect((await report(step, "--github-step-summary", "--json")).exitCode).toBe(2);
});

it("says how to have a summary elsewhere where no step of GitHub Actions runs", async () => {
  const { exitCode, err } = await report(hostWith({ "app.span": whole }), "--github-step-summary");
  expect(exitCode).toBe(2);
  expect(err).toContain("GITHUB_STEP_SUMMARY is not set");
});

it("says of a running session in every format that its processes have not ended yet, which is no problem", async () => {
  const open = spanFile(
    header({ package: "app", level: "package" }),
    records(0, zero, recorded("CompileStart", 0)),
  );
  const host = hostWith({ "app.span": open });
  const record = { ...sampleRecord, id, status: "running", process: host.processId };
  host.put(`${sessions}/${id}/session.json`, JSON.stringify(record));
  for (const [format, words] of [
    ["text", /^The session is still running/],
    ["markdown", /The session is still running.*\n- Of 1 process, 1 did not end yet\./],
    ["html", /The session is still running.*\n.*1 did not end yet\./],
    ["json", /"running": true/],
  ] as const) {
    const { exitCode, out } = await report(host, "--format", format);
    expect([format, exitCode]).toEqual([format, 0]);
    expect(out).toMatch(words);
    expect(out).not.toContain("1 did not end by itself");
    expect(out).toMatch(/not-ended|[Pp]rocess that has not ended yet/);
  }
});
