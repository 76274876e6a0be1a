import { expect, it } from "vitest";
import { nearReleases } from "./near-releases.ts";

const known = "go1.23.1 go1.23.10 go1.24rc1 go1.24.0 go1.24.1 go1.24.2 go1.23.2 go1.22.12".split(" ");

it.each([
  ["go1.24.99", "go1.24.0 go1.24.1 go1.24.2"],
  ["go1.23.7", "go1.23.1 go1.23.2 go1.23.10"],
  ["go1.22.3", "go1.22.12"],
  ["go1.24beta1", "go1.24rc1 go1.24.0 go1.24.1"],
  ["go1.99.0", "go1.24.0 go1.24.1 go1.24.2"],
])("near %s are %s", (name, near) => {
  expect(nearReleases(name, known).join(" ")).toBe(near);
});
