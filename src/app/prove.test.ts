import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import type { Command, RunResult } from "../host/host.ts";
import type { MemoryHost } from "../host/memory.ts";
import { fakeGo, machine } from "../toolchain/fake-go.testing.ts";
import { type ProveOptions, prove } from "./prove.ts";

/** What the two compilers of a small world make, by package: `fmt` → `object/content`. Asked anew for every build. */
interface Compilers {
  readonly stock?: (run: number) => Readonly<Record<string, string>>;
  readonly instrumented?: (run: number) => Readonly<Record<string, string>>;
  /** What go says of a build that fails. */
  readonly fails?: (command: Command) => string | undefined;
  readonly listing?: (command: Command) => string;
  readonly traces?: boolean;
}

const same = (): Record<string, string> => ({ errors: "e/1", fmt: "f/2" });

function world({ stock = same, instrumented = same, ...rest }: Compilers = {}): MemoryHost {
  const release = fakeGo({ versions: { "/usr/local/go": "go1.26.8" } });
  const runs = new Map<string, number>();
  const host = machine(
    { "/set/series": "rebuild cmd/compile\n" },
    {},
    {
      cwd: "/own",
      answer: (command, host) => {
        const kind = command.file.includes("/toolchains/") ? "instrumented" : "stock";
        const of = kind === "stock" ? stock : instrumented;
        if (command.args.includes("-v") && command.args.includes("/dev/null")) {
          runs.set(kind, (runs.get(kind) ?? 0) + 1);
          return compileAll(command, host, of(runs.get(kind)!), rest);
        }
        if (command.args[0] === "list") return list(command, of(runs.get(kind)!));
        if (command.args.some((arg) => arg.endsWith("-S"))) return { stderr: rest.listing?.(command) ?? "" };
        return release(command, host);
      },
    },
  );
  return host;
}

function compileAll(
  command: Command,
  host: MemoryHost,
  packages: Readonly<Record<string, string>>,
  { fails, traces = true }: Compilers,
): Partial<RunResult> {
  const problem = fails?.(command);
  if (problem !== undefined) return { exitCode: 1, stderr: problem };
  const names = Object.keys(packages);
  const dir = command.env?.TRACEINJECT_DIR;
  if (dir && traces) for (const name of names) host.put(`${dir}/${name}.span`, "");
  return { stderr: names.map((name) => `${name}\n`).join("") };
}

function list({ env, file }: Command, packages: Readonly<Record<string, string>>): Partial<RunResult> {
  const lines = Object.entries(packages).map(([path, made]) => {
    const [object, content, flags = ""] = made.split("/");
    const dir = file.replace(/\/bin\/go$/, "/src");
    return `${path}\t${env?.GOCACHE}/00/${object}-d\taction/${content}\t[${flags.replace("DIR", dir)}]`;
  });
  return { stdout: ["unsafe\t\t", ...lines, ""].join("\n") };
}

const proofOf = (host: MemoryHost, options: ProveOptions = {}) =>
  prove(
    host,
    { patches: ["/set"], shipped: false, packages: ["fmt"], diagnostics: false, ...options },
    silentProgress,
  );

const compiles = (host: MemoryHost): Command[] => host.ran.filter(({ args }) => args.includes("/dev/null"));

it("passes where all objects are the same, tracing off and on, each build in an empty cache of its own", async () => {
  const host = world();
  const report = await proofOf(host);
  expect(report).toMatchObject({ verdict: "passed", findings: [], differences: [] });
  expect(report.configurations[0]?.builds).toMatchObject([
    { tracing: "off", compared: 2, identical: 2 },
    { tracing: "on", compared: 2, identical: 2 },
  ]);
  const caches = compiles(host).map(({ env }) => env?.GOCACHE);
  expect(new Set(caches).size).toBe(3);
  expect(await host.readDir("/home/user/.cache/traceinject/tmp")).toEqual([]);
});

it("records at the deepest level while tracing is on, and nothing while it is off", async () => {
  const host = world();
  await proofOf(host);
  const [stock, off, on] = compiles(host).map(({ env = {} }) =>
    Object.fromEntries(
      Object.entries(env).filter(([name, value]) => name.startsWith("TRACEINJECT_") && value !== undefined),
    ),
  );
  expect([stock, off]).toEqual([{}, {}]);
  expect(on).toEqual({
    TRACEINJECT_DIR: expect.stringMatching(/\/traces$/),
    TRACEINJECT_LEVEL: "pass",
    TRACEINJECT_RUNTIME_TRACE: "1",
    TRACEINJECT_CACHE: "private",
  });
});

it("compiles with stock Go once for each configuration, and says where the rest is remembered", async () => {
  const host = world();
  await proofOf(host);
  const before = compiles(host).length;
  const report = await proofOf(host);
  expect(compiles(host).length - before).toBe(2);
  const { stock } = report.configurations[0]!;
  expect(stock).toMatchObject({
    kind: "remembered",
    file: expect.stringMatching(/^proof\/go1\.26\.8-default-[0-9a-f]{16}\.json$/),
  });
  await proofOf(host, { configurations: ["c1"] });
  expect(compiles(host).length - before).toBe(5);
});

it("never remembers what the user's own packages give", async () => {
  const host = world();
  await proofOf(host, { packages: ["./..."] });
  await proofOf(host, { packages: ["./..."] });
  expect(compiles(host)).toHaveLength(6);
});

const broken: Compilers = {
  instrumented: () => ({ errors: "x/9", fmt: "y/2" }),
  listing: ({ file }) =>
    `errors.New STEXT size=4\n\t0x0000 00000 (e.go:1)\t${file.includes("toolchains") ? "NOP" : "RET"}\n`,
};

it("names package, function and instruction where objects differ, and those that follow only in the data", async () => {
  const report = await proofOf(world(broken));
  expect(report.verdict).toBe("failed");
  expect(report.findings).toEqual([
    {
      check: "identical-objects",
      subject: "errors",
      message:
        'the object is not that of the stock compiler (default, tracing off and on); first in errors.New: stock has "0x0000 00000 (e.go:1) RET", instrumented "0x0000 00000 (e.go:1) NOP"',
    },
  ]);
  expect(report.differences.map(({ package: path, change }) => `${path} ${change}`)).toEqual([
    "errors content",
    "fmt header",
  ]);
});

it("finds nothing in a build ID that hangs on the folder of the GOROOT, and says whose that is", async () => {
  const compilers = (flags: string): Compilers => ({
    stock: () => ({ errors: "e/1", fmt: `f/2/${flags}` }),
    instrumented: () => ({ errors: "e/1", fmt: `y/2/${flags}` }),
  });
  const report = await proofOf(world(compilers("-I DIR/fmt/include")));
  expect(report).toMatchObject({ verdict: "passed", findings: [] });
  expect(report.differences).toMatchObject([{ package: "fmt", change: "place", tracing: ["off", "on"] }]);
  expect(await proofOf(world(compilers("-I /usr/include")))).toMatchObject({ verdict: "failed" });
});

it("lists a package of which stock Go makes another object each time, and does not blame the patches", async () => {
  const report = await proofOf(world({ stock: (run) => ({ errors: `e${run}/c${run}`, fmt: `f${run}/2` }) }));
  expect(report).toMatchObject({ verdict: "passed", findings: [] });
  expect(report.nonDeterministic).toEqual([
    { configuration: "default", package: "errors", because: "itself" },
    { configuration: "default", package: "fmt", because: "dependency" },
  ]);
});

it("says so where only the instrumented compiler makes another object each time", async () => {
  const report = await proofOf(world({ instrumented: (run) => ({ ...same(), errors: `e${run}/c${run}` }) }));
  expect(report.differences).toMatchObject([{ package: "errors", reproducible: false }]);
});

it("finds it where the instrumented compiler cannot compile what stock Go can", async () => {
  const fails = ({ file }: Command) => (file.includes("/toolchains/") ? "fmt/print.go:1: ouch\n" : undefined);
  const report = await proofOf(world({ fails }), { tracing: "off" });
  expect(report.findings[0]?.message).toContain(
    "does not compile what stock Go compiles: fmt/print.go:1: ouch",
  );
});

it("lists a configuration that stock Go cannot compile, with its words, and fails where that was the only one", async () => {
  const fails = ({ args }: Command) => (args.includes("-race") ? "race is not supported here\n" : undefined);
  const host = world({ fails });
  host.put("/usr/bin/gcc", "", 0o755);
  const report = await proofOf(host, { configurations: ["default", "race"] });
  expect(report.notProven).toContainEqual({
    configuration: "race",
    why: "stock Go cannot: race is not supported here",
  });
  await expect(proofOf(host, { configurations: ["race"] })).rejects.toMatchObject({ code: "nothing-proven" });
});

it("takes no build for proven of which the compiler left too few traces", async () => {
  const report = await proofOf(world({ traces: false }), { tracing: "on" });
  expect(report.verdict).toBe("failed");
  expect(report.findings[0]?.message).toContain("2 packages left only 0 traces");
});

it("fails where nothing can be compared", async () => {
  const nothing = proofOf(world({ stock: () => ({}) }));
  await expect(nothing).rejects.toMatchObject({ code: "nothing-proven" });
});

it("refuses packages of Go and of the user in one proof, and a configuration that there is none of", async () => {
  await expect(proofOf(world(), { packages: ["fmt", "./..."] })).rejects.toMatchObject({ code: "bad-usage" });
  await expect(proofOf(world(), { configurations: ["c1", "c9"] })).rejects.toMatchObject({
    code: "bad-usage",
    message: "there is no configuration c9",
  });
});
