import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot, packageVersion } from "./package.ts";

it("has the version that package.json states", () => {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  expect(packageVersion).toBe(version);
});

it("finds the package from its sources and from its build", () => {
  expect(packageRoot("file:///opt/traceinject/src/host/package.ts")).toBe("/opt/traceinject");
  expect(packageRoot("file:///opt/traceinject/dist/cli.js")).toBe("/opt/traceinject");
});

it("finds the package in a folder that is itself called src or dist", () => {
  expect(packageRoot("file:///home/ann/src/traceinject/dist/chunk-AB.js")).toBe("/home/ann/src/traceinject");
});
