import { expect, it } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import { demandOf, releaseName } from "./demand.ts";

const mod = (text: string) => [{ path: "/m/go.mod", text }];

it("takes the newer of the go line and the toolchain line", () => {
  const files = mod("module m\n\ngo 1.26.0 // oldest\ntoolchain go1.27.3\n");
  expect(demandOf(files, "auto")?.source).toBe('/m/go.mod says "toolchain go1.27.3"');
  expect(demandOf(mod("module m\ngo 1.27.1\ntoolchain go1.26.8\n"), "auto")?.source).toBe(
    '/m/go.mod says "go 1.27.1"',
  );
});

it("counts a toolchain line as a wish where GOTOOLCHAIN is local, as cmd/go does", () => {
  expect(demandOf(mod("module m\ngo 1.26.0\ntoolchain go1.27.3\n"), "local")?.source).toBe(
    '/m/go.mod says "go 1.26.0"',
  );
});

it("takes the newest of go.mod, go.work and GOTOOLCHAIN", () => {
  const files = [...mod("go 1.24\n"), { path: "/m/go.work", text: "go 1.25.1\nuse ./a\n" }];
  expect(demandOf(files, "path")?.version.text).toBe("go1.25.1");
  expect(demandOf(files, "go1.26.2+auto")?.source).toBe("GOTOOLCHAIN is go1.26.2+auto");
});

it("asks for nothing where nobody does", () => {
  const text = "module m\n\nrequire (\n\tgo.example/x v1.2.3\n)\n// go 1.99\ntoolchain default\n";
  expect(demandOf(mod(text), "auto")).toBeUndefined();
});

it("names a release that can be had, also for a bare language version", () => {
  const name = (text: string) => releaseName(parseGoVersion(text)!);
  expect(["go1.27", "go1.20", "go1.27.3", "go1.28rc1"].map(name)).toEqual([
    "go1.27.0",
    "go1.20",
    "go1.27.3",
    "go1.28rc1",
  ]);
});
