import { expect, it } from "vitest";
import { jobsOf } from "./jobs.ts";

it("takes what the user says, else as many as the go command has processors", () => {
  expect(jobsOf(["build", "-p", "3"], { maxProcs: 8 })).toBe(3);
  expect(jobsOf(["build"], { GOFLAGS: "-p=5", maxProcs: 8 })).toBe(5);
  expect(jobsOf(["build"], { GOFLAGS: "-v", maxProcs: 8 })).toBe(8);
});

it("does not guess", () => {
  expect(jobsOf(["build"], {})).toBeUndefined();
  expect(jobsOf(["build", "-p", "many"], { maxProcs: 8 })).toBeUndefined();
  expect(jobsOf(["build", "-p=0"], { maxProcs: 8 })).toBeUndefined();
});
