import { expect, it } from "vitest";
import { withActionGraph } from "./action-graph.ts";

const words = (line: string): string[] => line.split(" ");
const graphed = (line: string, goflags = ""): string | undefined =>
  withActionGraph(words(line), goflags, "/s/graph.json")?.join(" ");

it.each([
  ["build ./...", "build -debug-actiongraph=/s/graph.json ./..."],
  ["test -C dir -v .", "test -C dir -debug-actiongraph=/s/graph.json -v ."],
  ["-C=dir run . -x", "-C=dir run -debug-actiongraph=/s/graph.json . -x"],
  ["install -C=dir .", "install -C=dir -debug-actiongraph=/s/graph.json ."],
  ["vet .", "vet -debug-actiongraph=/s/graph.json ."],
  ["list -export .", "list -debug-actiongraph=/s/graph.json -export ."],
  ["list -deps -compiled .", "list -debug-actiongraph=/s/graph.json -deps -compiled ."],
  ["run . -debug-actiongraph=x", "run -debug-actiongraph=/s/graph.json . -debug-actiongraph=x"],
])("asks for the graph of `go %s`, behind -C, which go wants first", (line, asked) => {
  expect(graphed(line)).toBe(asked);
});

it.each([
  "env",
  "list ./...",
  "list -export=false .",
  "generate ./...",
  "mod tidy",
  "clean -cache",
  "-C dir",
])("leaves `go %s` as it is, which does not build", (line) => {
  expect(graphed(line)).toBeUndefined();
});

it("leaves a command as it is whose user wants the graph himself", () => {
  expect(graphed("build -debug-actiongraph=mine.json .")).toBeUndefined();
  expect(graphed("test . --debug-actiongraph mine.json")).toBeUndefined();
  expect(graphed("build .", "-v -debug-actiongraph=mine.json")).toBeUndefined();
});
