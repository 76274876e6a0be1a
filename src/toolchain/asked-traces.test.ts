import { expect, it } from "vitest";
import { askedTraces } from "./asked-traces.ts";

const asked = (command: string, goflags = ""): object => askedTraces(command.split(" "), goflags, "/work");

it("knows the trace of a test, beside the place where go was called or in -outputdir", () => {
  expect(asked("test -trace=t.out ./pkg")).toEqual({ programTrace: "/work/t.out" });
  expect(asked("test -trace t.out -bench . ./pkg")).toEqual({ programTrace: "/work/t.out" });
  expect(asked("test -outputdir out -test.trace t.out ./pkg")).toEqual({ programTrace: "/work/out/t.out" });
  expect(asked("test -C sub -trace=/tmp/t.out")).toEqual({ programTrace: "/tmp/t.out" });
  expect(asked("-C sub test -trace=t.out")).toEqual({ programTrace: "/work/sub/t.out" });
});

it("knows what a program of go run is told", () => {
  expect(asked("run . -trace=p.trace")).toEqual({ programTrace: "/work/p.trace" });
  expect(asked("run -race main.go serve --trace p.trace")).toEqual({ programTrace: "/work/p.trace" });
  expect(asked("run . -trace")).toEqual({});
});

it("knows the trace of the go command itself", () => {
  expect(asked("build -debug-trace=go.json ./...")).toEqual({ goTrace: "/work/go.json" });
  expect(asked("build ./...", "-debug-trace=/tmp/go.json")).toEqual({ goTrace: "/tmp/go.json" });
});

it("finds none where none was asked for", () => {
  expect(asked("test ./pkg")).toEqual({});
  expect(asked("test ./pkg -args -trace=mine")).toEqual({});
  expect(asked("version")).toEqual({});
});
