import { expect, it } from "vitest";
import type { Command, RunResult } from "../../host/host.ts";
import type { MemoryHost } from "../../host/memory.ts";
import { fakeGo, machine } from "../../toolchain/fake-go.testing.ts";
import type { SessionRecord } from "../../toolchain/session.ts";
import { graphText } from "../../trace/actions/graph-builder.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const userEnv = { HOME: "/home/user", PATH: "/usr/bin", GOROOT: "/usr/local/go", CARGO_TOKEN: "s3cret" };
const sessions = "/home/user/.local/state/traceinject/sessions";
const toolchains = "/home/user/.cache/traceinject/toolchains/";

interface World {
  readonly host: MemoryHost;
  /** The commands that the instrumented go was run with for the user. */
  readonly asked: Command[];
}

/** A machine with a stock Go and an empty patch set. `go` is how the instrumented go ends when the user runs it. */
function world(
  go: (host: MemoryHost) => Partial<RunResult> = () => ({}),
  settings: object = {},
  env: Readonly<Record<string, string>> = {},
): World {
  const stock = fakeGo({ versions: { "/usr/local/go": "go1.26.8" } });
  const asked: Command[] = [];
  const host = machine(
    { "/set/series": "rebuild cmd/compile\n" },
    {},
    {
      env: { ...userEnv, ...env },
      cwd: "/src/app",
      answer: (command, host) => {
        if (!command.file.startsWith(toolchains)) return stock(command, host);
        if (command.args.includes("-json")) return { stdout: JSON.stringify(settings) };
        if (command.env?.TRACEINJECT_DIR === undefined) return stock(command, host);
        asked.push(command);
        return go(host);
      },
    },
  );
  return { host, asked };
}

async function run({ host }: World, words: readonly string[], io = new MemoryIo()) {
  return { exitCode: await main(["--no-shipped", "--patches", "/set", ...words], host, io), io };
}

async function latest(host: MemoryHost): Promise<SessionRecord> {
  return JSON.parse(await host.readFile(`${sessions}/latest/session.json`)) as SessionRecord;
}

it("hands every word after go on, whatever it looks like", async () => {
  const here = world();
  const words = ["build", "-x", "--json", "--verbose", "--go", "go1", "--help", "", "--", "./..."];
  expect((await run(here, ["go", ...words])).exitCode).toBe(0);
  const flag = `-debug-actiongraph=${sessions}/${(await latest(here.host)).id}/go/actiongraph.json`;
  expect(here.asked[0]?.args).toEqual(["build", flag, ...words.slice(1)]);
  expect(here.asked[0]?.file).toMatch(/\/toolchains\/go1\.26\.8-[0-9a-f]{16}\/bin\/go$/);
});

it("asks go for its action graph only where it builds, and tells the session of it and of how many actions run at once", async () => {
  const here = world(undefined, { GOFLAGS: "-p=3" });
  here.host.put("/src/app/go.mod", "module app\n");
  await run(here, ["go", "test", "."]);
  const built = await latest(here.host);
  expect(built).toMatchObject({ command: ["go", "test", "."], jobs: 3, actionGraph: "go/actiongraph.json" });
  expect((await here.host.stat(`${sessions}/${built.id}/go`))?.kind).toBe("dir");
  await run(here, ["go", "mod", "tidy"]);
  const tidied = await latest(here.host);
  expect(here.asked[1]?.args).toEqual(["mod", "tidy"]);
  expect(tidied).not.toHaveProperty("actionGraph");
  expect(await here.host.stat(`${sessions}/${tidied.id}/go`)).toBeUndefined();
});

it("runs go in the user's environment, save what leads to another toolchain", async () => {
  const here = world();
  await run(here, ["--runtime-trace", "go", "vet"]);
  const goroot = here.asked[0]!.file.replace("/bin/go", "");
  expect(here.asked[0]?.env).toEqual({
    ...userEnv,
    GOROOT: undefined,
    GOTOOLDIR: undefined,
    GOTOOLCHAIN: "local",
    PATH: `${goroot}/bin:/usr/bin`,
    GOCACHE: `/home/user/.cache/traceinject/traced/${goroot.slice(toolchains.length)}-rt`,
    GOCACHEPROG: undefined,
    TRACEINJECT_CACHE: "private",
    TRACEINJECT_LEVEL: "function",
    TRACEINJECT_RUNTIME_TRACE: "1",
    TRACEINJECT_DIR: `${sessions}/${(await latest(here.host)).id}/proc`,
  });
});

it("ends as go ends, writes nothing to stdout, and on stderr only of a first build", async () => {
  const here = world(() => ({ exitCode: 3 }));
  const first = await run(here, ["go", "run", "."]);
  expect([first.exitCode, first.io.out]).toEqual([3, ""]);
  expect(first.io.err).toMatch(/^(traceinject: .+\n)+$/);
  const second = await run(here, ["go", "run", "."]);
  expect([second.exitCode, second.io.out, second.io.err]).toEqual([3, "", ""]);
  expect(await latest(here.host)).toMatchObject({ status: "done", exitCode: 3, command: ["go", "run", "."] });
});

/** A go that writes this graph where it was asked to. */
const graphWriter =
  (graph: string) =>
  (host: MemoryHost): Partial<RunResult> => {
    const flag = host.ran.at(-1)!.args.find((arg) => arg.startsWith("-debug-actiongraph="))!;
    host.put(flag.slice(flag.indexOf("=") + 1), graph);
    return {};
  };

const watched = () => new MemoryIo({ stdout: true, stderr: true });

it("closes with one line that says what it cost and how to read on, on a terminal only", async () => {
  const drawing = "app: 3 3 5 < lib, os\n lib: 0 0 3\n os: 0 0 2";
  const changes = { app: { CmdUser: 12e9, CmdSys: 3e8 }, os: { Cmd: null } };
  const here = world(graphWriter(graphText(drawing, changes)));
  expect((await run(here, ["build"])).exitCode).toBe(0);
  expect((await run(here, ["go", "build"])).io.err).toBe("");
  expect((await run(here, ["go", "build"], watched())).io.err).toBe(
    "traceinject: compiled 2 packages in 12.3 s of CPU time, 1 of 3 results out of the build cache; report: traceinject report\n",
  );
  const cached = world(graphWriter(graphText("lib: 0 0 3", { lib: { Cmd: null } })));
  await run(cached, ["build"]);
  expect((await run(cached, ["go", "build"], watched())).io.err).toBe(
    "traceinject: compiled nothing, 1 of 1 result out of the build cache; report: traceinject report\n",
  );
});

it.each([
  ["a compile failed", { lib: { BuildID: undefined } }, /compiled nothing, 1 failed; report/],
  ["go was ended before it could tell", { lib: { TimeReady: null } }, /traceinject: session /],
])("says in that line where %s", async (_what, changes, line) => {
  const here = world(graphWriter(graphText("lib: 0 0 3", changes)));
  await run(here, ["build"]);
  expect((await run(here, ["go", "build"], watched())).io.err).toMatch(line);
});

it("names the session in that line where another has begun since", async () => {
  const write = graphWriter(graphText("lib: 0 0 3"));
  const here = world((host) => {
    host.links.set(`${sessions}/latest`, `${sessions}/20300101T000000000Z-000009`);
    host.put(`${sessions}/20300101T000000000Z-000009/session.json`, "{}");
    return write(host);
  });
  await run(here, ["build"]);
  const { io } = await run(here, ["go", "build"], watched());
  expect(io.err).toMatch(
    /^traceinject: compiled 1 package in 0 ms of CPU time; report: traceinject report 2026\S+\n$/,
  );
});

it("closes with the session's folder where go says nothing of what it did", async () => {
  const here = world();
  await run(here, ["build"]);
  const { io } = await run(here, ["go", "version"], watched());
  expect(io.err).toBe(`traceinject: session ${sessions}/${(await latest(here.host)).id}\n`);
});

it("remembers what actions cost, and goes on where that is not possible", async () => {
  const here = world(graphWriter(graphText("lib: 0 0 3", { lib: { CmdUser: 7 } })));
  await run(here, ["go", "build"]);
  const costs = "/home/user/.cache/traceinject/costs";
  const { id } = await latest(here.host);
  expect(await here.host.readFile(`${costs}/${id}.txt`)).toBe(
    `traceinject-costs 1\n= ${id}\nbuild-lib 3 7\n`,
  );
  here.host.makeDir = async (path) => {
    if (path === costs) throw Object.assign(new Error("EROFS"), { code: "EROFS" });
  };
  const { exitCode, io } = await run(here, ["go", "build"]);
  expect([exitCode, io.err]).toEqual([0, ""]);
});

it("changes nothing of how go ends where spans cannot be sent, and says so only who watches or asks", async () => {
  const endpoint = "http://localhost:1";
  const here = world(() => ({ exitCode: 3 }), {}, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  await run(here, ["build"]);
  const silent = await run(here, ["go", "build"]);
  expect([silent.exitCode, silent.io.out, silent.io.err]).toEqual([3, "", ""]);
  expect(here.asked[0]?.env).toMatchObject({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  expect((await latest(here.host)).liveExport).toEqual({ spans: 0, problem: expect.stringMatching("ECONN") });
  const line =
    "traceinject: not all spans could be sent to the receiver of OpenTelemetry: ECONNREFUSED: nobody receives spans\n";
  const told = await run(here, ["go", "build"], new MemoryIo({ stdout: true, stderr: true }));
  expect(told.io.err).toContain(line);
  expect((await run(here, ["--verbose", "go", "build"])).io.err).toContain(line);
});

it("sends nothing where the environment names no receiver", async () => {
  const here = world();
  await run(here, ["go", "build"]);
  expect(await latest(here.host)).not.toHaveProperty("liveExport");
});

it("dies by the signal that go died by, after the session is complete", async () => {
  const here = world(() => ({ exitCode: 143, signal: "SIGTERM" }));
  const { exitCode, io } = await run(here, ["go", "build"]);
  expect([exitCode, io.diedBy]).toEqual([143, "SIGTERM"]);
  expect(await latest(here.host)).toMatchObject({ status: "done", signal: "SIGTERM" });
});

it("keeps go's exit code where the session cannot be completed, and says so on a terminal only", async () => {
  const breakDisk = (host: MemoryHost): Partial<RunResult> => {
    host.writeFile = async () => {
      throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC", syscall: "write" });
    };
    return { exitCode: 1 };
  };
  const silent = world(breakDisk);
  await run(silent, ["build"]);
  const piped = await run(silent, ["go", "build"]);
  expect([piped.exitCode, piped.io.out, piped.io.err]).toEqual([1, "", ""]);
  const told = world(breakDisk);
  await run(told, ["build"]);
  const { exitCode, io } = await run(told, ["go", "build"], new MemoryIo({ stdout: true, stderr: true }));
  expect([exitCode, io.err]).toEqual([1, expect.stringContaining("could not be completed: ENOSPC")]);
});

it("records as the options say, else as the user's environment does, and tells the session", async () => {
  const here = world(undefined, {}, { TRACEINJECT_LEVEL: "phase", TRACEINJECT_MIN: "pass=1us" });
  await run(here, ["--level", "pass", "--packages", "net/*,!net/http", "go", "build"]);
  expect(here.asked[0]?.env).toMatchObject({
    GOCACHE: expect.stringMatching(/\/traced\/go1\.26\.8-[0-9a-f]{16}-pass-[0-9a-f]{8}$/),
    TRACEINJECT_LEVEL: "pass",
    TRACEINJECT_PACKAGES: "net/*,!net/http",
    TRACEINJECT_MIN: "pass=1us",
  });
  expect((await latest(here.host)).recording).toEqual({
    level: "pass",
    packages: "net/*,!net/http",
    min: "pass=1us",
    runtimeTrace: false,
  });
});

it("adds to the environment what the user injects, again and again, and the session tells of it", async () => {
  const here = world(undefined, {}, { GODEBUG: "gctrace=0" });
  const options = ["--inject", "GODEBUG=gctrace=1", "--inject", "A=b=c d", "--inject=GOFLAGS=-v"];
  expect((await run(here, [...options, "go", "test", "-bench=."])).exitCode).toBe(0);
  const injected = { GODEBUG: "gctrace=0,gctrace=1", A: "b=c d", GOFLAGS: "-v" };
  expect(here.asked[0]).toMatchObject({ args: ["test", expect.any(String), "-bench=."], env: injected });
  expect((await latest(here.host)).env).toMatchObject(injected);
});

it("places the session in the surrounding trace, and lets go know", async () => {
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const here = world();
  await run(here, ["--trace-header", `traceparent: ${traceparent}`, "go", "build"]);
  expect(here.asked[0]?.env?.TRACEPARENT).toBe(traceparent);
  expect((await latest(here.host)).traceparent).toBe(traceparent);
  const without = world(undefined, {}, { TRACEPARENT: "none" });
  await run(without, ["go", "build"]);
  expect(without.asked[0]?.env?.TRACEPARENT).toBe("none");
  expect(await latest(without.host)).not.toHaveProperty("traceparent");
});

it("says in one line, also where nobody watches, that time was up, and ends with 124 of its own", async () => {
  const here = world((host) => {
    host.advance(600_000);
    return { exitCode: 143, signal: "SIGTERM" };
  });
  await run(here, ["build"]);
  const { exitCode, io } = await run(here, ["--timeout", "10m", "go", "test"]);
  expect([exitCode, io.diedBy, io.out]).toEqual([124, undefined, ""]);
  const { id, ...record } = await latest(here.host);
  expect(io.err).toBe(
    `traceinject: go was ended after 10m; the traces so far are in session ${sessions}/${id}\n`,
  );
  expect(record).toMatchObject({ status: "timed-out", exitCode: 124 });
});

it("leaves alone what ends in time", async () => {
  const here = world((host) => {
    host.advance(599_999);
    return { exitCode: 1 };
  });
  await run(here, ["build"]);
  const { exitCode, io } = await run(here, ["--timeout", "10m", "go", "test"]);
  expect([exitCode, io.err]).toEqual([1, ""]);
  expect(await latest(here.host)).toMatchObject({ status: "done", exitCode: 1 });
});

it.each([
  ["--inject", "GODEBUG"],
  ["--inject", "GOTOOLCHAIN=auto"],
  ["--timeout", "10"],
  ["--trace-header", "traceparent: 00-1-2-3"],
])("runs nothing for %s %s", async (option, value) => {
  const here = world();
  const { exitCode, io } = await run(here, [option, value, "go", "build"]);
  expect([exitCode, io.out, here.host.ran]).toEqual([2, "", []]);
  expect(io.err).toContain(option);
});

it("does not start go where it is told to record in a way that there is none", async () => {
  const here = world();
  const wrong = await run(here, ["--min", "pass=1", "go", "build"]);
  expect([wrong.exitCode, here.asked]).toEqual([2, []]);
  expect(wrong.io.err).toContain('--min is "pass=1"\nremedy: It wants durations of Go');
});

it("keeps secrets out of the session", async () => {
  const here = world();
  await run(here, ["go", "get", "https://ann:s3cret@example.com/m"]);
  expect(await here.host.readFile(`${sessions}/latest/session.json`)).not.toContain("s3cret");
  expect(here.asked[0]?.env?.CARGO_TOKEN).toBe("s3cret");
});

it("does not run go where its module asks for a newer release, and names the command line to run instead", async () => {
  const here = world(undefined, { GOMOD: "/src/app/go.mod" });
  here.host.put("/src/app/go.mod", "module app\n\ngo 1.27.3\n");
  const { exitCode, io } = await run(here, ["go", "build", "./..."]);
  expect([exitCode, io.out, here.asked]).toEqual([2, "", []]);
  expect(io.err).toContain("  traceinject build --go go1.27.3\n  traceinject --go go1.27.3 go build ./...\n");
  expect(await here.host.readDir(sessions)).toEqual([]);
});

it("asks about the module where go will look for it: behind -C", async () => {
  const here = world(undefined, { GOMOD: "" });
  await here.host.makeDir("/src/other");
  await run(here, ["go", "mod", "tidy", "-C=../other"]);
  await run(here, ["go", "build", "-C", "../other", "./..."]);
  const asked = here.host.ran.filter(
    ({ file, args }) => file.startsWith(toolchains) && args.includes("-json"),
  );
  expect(asked.map(({ cwd }) => cwd)).toEqual(["/src/other", "/src/other"]);
});

it("builds nothing where sessions cannot be written", async () => {
  const here = world();
  const makeDir = here.host.makeDir.bind(here.host);
  here.host.makeDir = async (path) => {
    if (path.startsWith(sessions))
      throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
    return makeDir(path);
  };
  const { exitCode, io } = await run(here, ["go", "build"]);
  expect([exitCode, here.host.ran]).toEqual([2, []]);
  expect(io.err).toContain("remedy: Set XDG_STATE_HOME");
});
