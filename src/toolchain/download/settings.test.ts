import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { moduleSettings } from "./settings.ts";

const settings = (env: Record<string, string>, files: Record<string, string> = {}, goos = "linux") =>
  moduleSettings(new MemoryHost(files, { env, goos }), undefined);

it("has go's defaults where there is neither a Go nor a setting", async () => {
  expect(await settings({ HOME: "/h" })).toEqual({
    goproxy: "https://proxy.golang.org,direct",
    gosumdb: "sum.golang.org",
    moduleCache: "/h/go/pkg/mod",
  });
  expect((await settings({})).moduleCache).toBeUndefined();
});

it("takes the environment before what `go env -w` has written, as go does", async () => {
  const written = "# mine\nGOPROXY=https://written\nGOSUMDB=off\n";
  const files = {
    "/h/.config/go/env": written,
    "/h/Library/Application Support/go/env": written,
    "/e": "GOPATH=/p:/q\n",
  };
  expect(await settings({ HOME: "/h", GOPROXY: "https://env" }, files)).toMatchObject({
    goproxy: "https://env",
    gosumdb: "off",
  });
  expect((await settings({ HOME: "/h" }, files, "darwin")).goproxy).toBe("https://written");
  expect((await settings({ HOME: "/h", GOENV: "/e" }, files)).moduleCache).toBe("/p/pkg/mod");
  expect((await settings({ HOME: "/h", GOENV: "off" }, files)).goproxy).toBe(
    "https://proxy.golang.org,direct",
  );
  expect((await settings({ HOME: "/h", XDG_CONFIG_HOME: "/c" }, files)).gosumdb).toBe("sum.golang.org");
});

it("asks the go command where there is one, and does without it where it cannot answer", async () => {
  const answer = () => ({
    stdout: '{"GOPROXY":"https://go","GOSUMDB":"key","GOMODCACHE":"/m","GOPATH":"/p"}',
  });
  const told = await moduleSettings(new MemoryHost({}, { answer }), "/usr/bin/go");
  expect(told).toEqual({ goproxy: "https://go", gosumdb: "key", moduleCache: "/m" });
  for (const answer of [{ exitCode: 1 }, { stdout: "No version is set for shim: go" }]) {
    const broken = new MemoryHost({}, { answer: () => answer });
    expect((await moduleSettings(broken, "/usr/bin/go")).moduleCache).toBe("/home/user/go/pkg/mod");
  }
});
