import { expect, test } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import { loadGoParser } from "../syntax/tree.ts";
import { findExits } from "./exits.ts";
import { parsePatch } from "./parse.ts";
import { type PlanResult, planPatches } from "./plan.ts";

const parser = await loadGoParser();

const source = `package main

import (
	"log"
	"os"
)

func main() {
	if crashing {
		os.Exit(2)
	}
	parse()
	if failed {
		os.Exit(1)
	}
	go work()
	log.Fatal("no")
}

func work() {
	panic("boom")
}
`;

const head = `patch tool
import "cmd/internal/buildtrace"
package cmd/asm
`;

const start = `
change main
covers log.Fatal
covers panic

 func main() {
 	...
 	parse()
+	buildtrace.StartTool("asm", "", "")
+	defer buildtrace.Leave()
 	...
 }
`;

const exit = `
change exits
require every

 func main() {
 	<...
+	buildtrace.Stop($code)
 	os.Exit($code)
 	...>
 }
`;

/** The ways out of a program with these patches, a line each: what it is, where, and what covers it. */
function exits(...patches: string[]): string[] {
  const set = {
    name: "test",
    tools: ["cmd/asm"],
    patches: [parsePatch("tool.patch", patches.join(""))],
    payload: [],
    fingerprint: "",
    files: {},
  };
  const file = "cmd/asm/main.go";
  const result: PlanResult = planPatches(parser, set, parseGoVersion("go1.26.0")!, new Map([[file, source]]));
  if (result.kind === "drift") throw new Error(JSON.stringify(result.drift));
  const trees = new Map([[file, parser.parse(source)]]);
  return findExits("cmd/asm", trees, result.plan).map(
    ({ kind, line, coveredBy }) => `${kind} ${line}: ${coveredBy ?? "not covered"}`,
  );
}

test("what the start declares or defers is covered, and nothing else behind it", () => {
  expect(exits(head, start)).toEqual([
    "end of body 18: tool/main",
    "log.Fatal 17: tool/main",
    "os.Exit 10: before the start: there is no trace",
    "os.Exit 14: not covered",
    "panic 21: tool/main",
    "goroutine 16: not covered",
  ]);
});

test("a stop covers only the os.Exit that follows it", () => {
  expect(exits(head, start, exit)).toContain("os.Exit 14: tool/exits");
});

test("a tool in which no trace starts has no way out to cover", () => {
  expect(exits(head, exit)).toEqual([]);
});
