import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { sampleFiles } from "../../report/sample.testing.ts";
import { recorded } from "../../trace/decode/event-builder.testing.ts";
import { exit, header, records, spanFile, zero } from "../../trace/decode/span-builder.testing.ts";
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

function hostWith(files: Readonly<Record<string, Uint8Array>>): MemoryHost {
  const named = Object.entries(files).map(([name, data]) => [`${sessions}/${id}/proc/${name}`, data]);
  return new MemoryHost(Object.fromEntries(named));
}

async function report(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(["report", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err };
}

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
  const { out } = await report(hostWith(sampleFiles), "--by", "import");
  expect(out).toMatch(/^import +wall +share +importers +each$/m);
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
