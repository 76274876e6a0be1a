import { expect, it } from "vitest";
import type { MemoryHost, MemoryHostOptions } from "../host/memory.ts";
import { type FakeGo, gorootFiles, machine } from "../toolchain/fake-go.testing.ts";
import { checkNode } from "./doctor/programs.ts";
import { type DoctorOptions, doctor } from "./doctor.ts";

const main = "cmd/compile/internal/gc/main.go";
const patch =
  "patch p\n\nchange c\npackage cmd/compile/internal/gc\n\n func Main() {\n \tstart()\n+\thello()\n }\n";
const files = {
  "/set/series": "rebuild cmd/compile\np.patch\n",
  "/set/p.patch": `# Why.\n${patch}`,
  [`/usr/local/go/src/${main}`]: "package gc\n\nfunc Main() {\n\tstart()\n}\n",
  "/usr/bin/git": "git",
};
const home = { HOME: "/home/user", PATH: "/usr/bin" };

function ready(
  more: Record<string, string> = {},
  fake: Partial<FakeGo> = {},
  options: MemoryHostOptions = {},
) {
  const host = machine({ ...files, ...more }, fake, { env: home, ...options });
  void host.chmod("/usr/bin/git", 0o755);
  return host;
}

/** `id status` of everything that is not ok, and the diagnosis by id. */
async function examine(host: MemoryHost, options: DoctorOptions = {}) {
  const all = await doctor(host, { patches: ["/set"], shipped: false, ...options });
  const trouble = all.filter(({ status }) => status !== "ok").map(({ id, status }) => `${id} ${status}`);
  return { trouble, of: (id: string) => all.find((one) => one.id === id), ids: all.map(({ id }) => id) };
}

it("finds nothing wrong on a good machine, and leaves nothing behind", async () => {
  const host = ready();
  const { trouble, of, ids } = await examine(host);
  expect(trouble).toEqual([]);
  expect(ids).toEqual([
    "node",
    "go",
    "release",
    "patches",
    "toolchain",
    "go-env",
    "disk",
    "cache",
    "state",
    "parser",
    "git",
  ]);
  expect(of("go")?.found).toBe("go1.26.8 in /usr/local/go (go on PATH), with its sources");
  expect(of("patches")?.found).toBe("set: 1 changes fit, each where it should");
  expect(of("toolchain")?.found).toBe("not built yet");
  expect((await host.readDir("/home/user")).map(({ name }) => name)).toEqual([".cache"]);
  expect((await host.readDir("/home/user/.cache/traceinject")).map(({ name }) => name)).toEqual(["digests"]);
});

it("names the remedy for a missing Go and for missing sources", async () => {
  const none = ready({}, {}, { env: { HOME: "/home/user", PATH: "/bin" } });
  expect((await examine(none)).of("go")).toMatchObject({
    status: "fail",
    remedy: expect.stringContaining("apt-get install golang-go"),
  });
  const bare = ready();
  await bare.remove("/usr/local/go/src/cmd");
  expect((await examine(bare)).of("go")).toMatchObject({
    status: "fail",
    remedy: expect.stringContaining("golang-src"),
  });
});

it("shows drift, and warns of a release that nobody has tried", async () => {
  const version = { versions: { "/usr/local/go": "go1.40.0" } };
  const host = ready(
    { "/usr/local/go/VERSION": "go1.40.0\n", [`/usr/local/go/src/${main}`]: "package gc\n" },
    version,
  );
  const { trouble, of } = await examine(host);
  expect(trouble).toEqual(["release warn", "patches fail"]);
  expect(of("patches")?.found).toContain("p/c");
});

it("does not download a release to diagnose it", async () => {
  const host = ready();
  expect((await examine(host, { go: "go1.24.3" })).of("go")).toMatchObject({
    status: "warn",
    found: expect.stringContaining("would download"),
  });
  expect(host.ran.filter(({ args }) => args[0] === "mod")).toEqual([]);
});

it("warns of settings that lead go astray, from the environment and from go env -w", async () => {
  const env = {
    ...home,
    GOFLAGS: "-mod=mod -toolexec=time",
    GOEXPERIMENT: "loopvar",
    GOENV: "/home/user/goenv",
    GOROOT: "/opt/go",
  };
  const more = { "/home/user/goenv": "GOTOOLCHAIN=go1.24.3\n", ...gorootFiles("/opt/go") };
  const { trouble, of } = await examine(ready(more, {}, { env }));
  expect(trouble).toEqual([
    "goflags warn",
    "goflags warn",
    "gotoolchain warn",
    "goexperiment warn",
    "goroot warn",
  ]);
  expect(of("goroot")?.remedy).toContain("--goroot /opt/go");
});

it("fails on a full disk, on folders that cannot be written and on a missing home", async () => {
  const full = ready({}, {}, { freeSpace: 100e6 });
  full.tempDir = async () => {
    throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
  };
  expect((await examine(full)).trouble).toEqual(["disk fail", "cache fail", "state fail"]);
});

it("warns where git is missing, which only patches need", async () => {
  const host = ready();
  await host.remove("/usr/bin/git");
  expect((await examine(host)).trouble).toEqual(["git warn"]);
});

it.each([
  ["18.20.0", "fail"],
  ["20.18.3", "fail"],
  ["20.19.0", "ok"],
  ["24.0.0", "ok"],
])("knows whether Node %s will do", (version, status) => {
  expect(checkNode(version).status).toBe(status);
});
