import { expect, it } from "vitest";
import { gorootFiles, machine } from "./fake-go.testing.ts";
import { installedReleases } from "./installed.ts";

it("knows the releases that traceinject downloaded, by itself or by go", async () => {
  const cache = "/home/user/.cache/traceinject";
  const alone = `${cache}/releases/v0.0.1-go1.24.3.linux-amd64`;
  const byGo = `${cache}/gopath/pkg/mod/golang.org/toolchain@v0.0.1-go1.25.5.linux-amd64`;
  const files = { ...gorootFiles(alone, "go1.24.3"), ...gorootFiles(byGo, "go1.25.5") };
  const host = machine(files, { versions: { [alone]: "go1.24.3", [byGo]: "go1.25.5" } });
  expect((await installedReleases(host)).map(({ dir, origin }) => [dir, origin])).toEqual([
    [alone, "downloaded before"],
    [byGo, "downloaded before"],
  ]);
});
