import { expect, it } from "vitest";
import { buildTags } from "./build-tags.ts";

const tags = (line: string, goflags?: string): string => buildTags(line.split(" "), goflags).join(" ");

it("finds tags in every way in which go takes them", () => {
  expect(tags("build -tags=a,b ./...")).toBe("a b");
  expect(tags("build -v --tags b,a -o x ./...")).toBe("a b");
  expect(buildTags(["test", "-tags", "b a", "./..."])).toEqual(["a", "b"]);
  expect(tags("test ./... -tags=late")).toBe("late");
  expect(tags("build ./tags")).toBe("");
  expect(tags("build -tags")).toBe("");
});

it("lets the last count, and the command line before GOFLAGS", () => {
  expect(tags("build -tags=a -tags=b")).toBe("b");
  expect(tags("build -tags=a", "-tags=c -v")).toBe("a");
  expect(tags("build ./...", "-v -tags=c,d")).toBe("c d");
  expect(tags("build -tags= ./...", "-tags=c")).toBe("");
});

it("leaves alone what goes to the program", () => {
  expect(tags("test -tags=a ./... -args -tags=b")).toBe("a");
  expect(tags("run -tags=a main.go -tags=b")).toBe("a");
  expect(tags("run main.go -tags=b")).toBe("");
  expect(tags("run -race -tags a . -tags=b")).toBe("a");
  expect(tags("run -race . -tags=b")).toBe("");
});
