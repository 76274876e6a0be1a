import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { MemoryHost } from "../host/memory.ts";
import { gorootFiles, machine } from "./fake-go.testing.ts";
import { findGoroot, type GorootChoice, openGoroot } from "./goroot.ts";

const find = (host: MemoryHost, choice: GorootChoice = {}) => findGoroot(host, choice, silentProgress);
const failure = (code: string, remedy = "") =>
  expect.objectContaining({ code, remedy: expect.stringContaining(remedy) });

it("takes the go on PATH, through the link of a distribution", async () => {
  expect(await find(machine())).toMatchObject({
    dir: "/usr/local/go",
    goBinary: "/usr/local/go/bin/go",
    version: { lang: "go1.26", patch: 8 },
    origin: "go on PATH",
  });
});

it("asks go in a neutral folder, with no variable of the user that could lead it astray", async () => {
  const traps = {
    GOFLAGS: "-mod=mod",
    GOTOOLCHAIN: "go1.19",
    GOROOT: "/elsewhere",
    GOEXPERIMENT: "x",
    DEB_GOMINCOMPAT: "1",
    CC: "cc",
  };
  const host = machine({}, {}, { env: { HOME: "/home/user", PATH: "/usr/bin", ...traps } });
  await find(host);
  for (const { env, cwd } of host.ran) {
    expect(env).toMatchObject({ GOFLAGS: "", GOTOOLCHAIN: "local", GOENV: "off", GOWORK: "off" });
    expect(Object.keys(env ?? {})).not.toEqual(expect.arrayContaining(["GOROOT"]));
    expect(
      Object.keys(env ?? {}).filter((name) => ["GOEXPERIMENT", "DEB_GOMINCOMPAT", "CC"].includes(name)),
    ).toEqual([]);
    expect(cwd).toBe("/");
  }
});

it("asks the go on PATH once, where it is the GOROOT's own", async () => {
  const host = machine();
  await find(host);
  expect(host.ran.map(({ file }) => file)).toEqual(["/usr/bin/go"]);
});

it("takes $GOROOT where there is no go on PATH", async () => {
  const host = machine(
    gorootFiles("/opt/go", "go1.22.1"),
    { versions: { "/opt/go": "go1.22.1" } },
    { env: { HOME: "/h", PATH: "/bin", GOROOT: "/opt/go" } },
  );
  expect(await find(host)).toMatchObject({ dir: "/opt/go", origin: "$GOROOT" });
});

it("takes --goroot relative to the working folder, and resolves links", async () => {
  const host = machine({}, {}, { cwd: "/home/user/src" });
  host.links.set("/home/user/go", "/usr/local/go");
  expect(await find(host, { goroot: "../go" })).toMatchObject({ dir: "/usr/local/go", origin: "--goroot" });
});

it("says how to get a Go where there is none", async () => {
  const host = new MemoryHost({}, { env: { HOME: "/h", PATH: "/bin" } });
  await expect(find(host)).rejects.toEqual(failure("go-not-found", "apt-get install golang-go"));
});

it("says what is missing in a folder that is no GOROOT", async () => {
  const host = machine({ "/home/user/project/main.go": "" });
  await expect(find(host, { goroot: "project" })).rejects.toThrow(
    "/home/user/project is not a GOROOT: there is no bin/go",
  );
  await expect(find(host, { goroot: "/nowhere" })).rejects.toEqual(failure("not-a-goroot"));
});

it("names the package that has the sources where they are missing", async () => {
  const host = machine();
  await host.remove("/usr/local/go/src/cmd");
  await expect(find(host)).rejects.toEqual(failure("no-compiler-source", "golang-src"));
});

it("refuses a mixture of two releases", async () => {
  const host = machine({ "/usr/local/go/VERSION": "go1.26.7\n" });
  await expect(find(host)).rejects.toThrow("its VERSION file says go1.26.7, its go command says go1.26.8");
});

it.each(["go1.26.8 X:nodwarf5", "go1.26.8-X:nodwarf5"])(
  "takes a release with experiments, which VERSION does not name: %s",
  async (text) => {
    const host = machine({}, { versions: { "/usr/local/go": text } });
    expect((await find(host)).version).toMatchObject({ text, patch: 8, experiments: ["nodwarf5"] });
  },
);

it.each([
  "devel go1.28-0d2bf4e Mon Nov 2 10:00:00 2026 +0000",
  "go1.28-devel_0d2bf4e Mon Nov 2 10:00:00 2026 +0000",
])("takes a development version with or without VERSION: %s", async (text) => {
  const host = machine({ "/usr/local/go/VERSION": `${text}\n` }, { versions: { "/usr/local/go": text } });
  expect((await find(host)).version).toMatchObject({ lang: "go1.28", patch: -1, text });
  await host.writeFile("/usr/local/go/VERSION", "\n");
  expect((await find(host)).version.lang).toBe("go1.28");
  await host.remove("/usr/local/go/VERSION");
  expect((await find(host)).version.lang).toBe("go1.28");
});

it.each(["go1.27rc1", "go1.26.8-custom", "go1.21.13 (Red Hat 1.21.13-1.el8)"])(
  "takes %s, whose VERSION has more lines",
  async (text) => {
    const files = { "/usr/local/go/VERSION": `${text}\ntime 2026-08-28T16:20:06Z\n` };
    const host = machine(files, { versions: { "/usr/local/go": text } });
    expect((await find(host)).version.text).toBe(text);
  },
);

it("takes a version that nobody knows yet, but not one that names no Go version", async () => {
  const next = machine(
    { "/usr/local/go/VERSION": "go1.99.1\n" },
    { versions: { "/usr/local/go": "go1.99.1" } },
  );
  expect((await find(next)).version.minor).toBe(99);
  const nameless = machine({ "/usr/local/go/VERSION": "mine\n" }, { versions: { "/usr/local/go": "mine" } });
  await expect(find(nameless)).rejects.toEqual(failure("unknown-version"));
});

it("refuses a Go for another platform before it runs it", async () => {
  const host = machine({}, {}, { goos: "darwin", goarch: "arm64" });
  await expect(openGoroot(host, "/usr/local/go")).rejects.toThrow(
    "is a Go for linux/amd64, but this machine is darwin/arm64",
  );
  expect(host.ran).toEqual([]);
});

it("refuses what was instrumented already, and names its base, even if the stamp is not readable", async () => {
  const stamp = JSON.stringify({ format: 1, base: { goroot: "/usr/lib/go-1.26" } });
  const host = machine({ "/usr/local/go/traceinject.json": stamp });
  await expect(find(host)).rejects.toEqual(failure("already-instrumented", "--goroot /usr/lib/go-1.26"));
  host.put("/usr/local/go/traceinject.json", "{");
  await expect(find(host)).rejects.toEqual(failure("already-instrumented", "--goroot DIR"));
});

it("shows what a go command says that does not work", async () => {
  const host = machine({}, { versions: { "/usr/local/go": "" } });
  await expect(find(host)).rejects.toThrow(
    "/usr/bin/go does not answer `go env`: go: cannot find GOROOT directory",
  );
});
