import { expect, it } from "vitest";
import { command } from "./command.ts";
import { splitArgv } from "./split.ts";

const run = async () => 0;
const go = command({
  usage: "go",
  summary: "",
  examples: [],
  passesOn: true,
  options: {
    go: { type: "string" },
    cache: { choices: ["private", "shared"] },
    "runtime-trace": { type: "boolean" },
  },
  run,
});
const build = command({
  usage: "build",
  summary: "",
  examples: [],
  options: { json: { type: "boolean" }, output: { type: "string", alias: "o" } },
  run,
});

const split = (line: string) => splitArgv(line.split(" "), [go, build]);

it("passes on everything after the word go, options of ours among it", () => {
  expect(split("--runtime-trace go build -x --json --go go1 -- ./...")).toEqual({
    name: "go",
    ours: ["go", "--runtime-trace"],
    passedOn: ["build", "-x", "--json", "--go", "go1", "--", "./..."],
  });
});

it("knows the command from the value of an option, whatever the value is called", () => {
  expect(split("--go go --cache shared go go")).toEqual({
    name: "go",
    ours: ["go", "--go", "go", "--cache", "shared"],
    passedOn: ["go"],
  });
  expect(split("-o go build").ours).toEqual(["build", "-o", "go"]);
  expect(split("--go=go1.24.3 go run .").passedOn).toEqual(["run", "."]);
});

it("puts the command first and keeps the order of everything else", () => {
  expect(split("--json build --verbose x")).toEqual({
    name: "build",
    ours: ["build", "--json", "--verbose", "x"],
    passedOn: [],
  });
});

it("finds no command among options", () => {
  expect(split("--json --version")).toEqual({ name: undefined, ours: ["--json", "--version"], passedOn: [] });
});

it("lets only the first word choose: `build go` is not the go command", () => {
  expect(split("build go --json")).toEqual({ name: "build", ours: ["build", "go", "--json"], passedOn: [] });
});
