import { expect, it } from "vitest";
import { functionsOf } from "./functions.ts";
import { linkerSymbol } from "./linker-symbol.ts";
import { loadGoParser } from "./tree.ts";

const parser = await loadGoParser();

function symbol(source: string, file = "cmd/internal/x/a.go", name = "x"): string {
  const tree = parser.parse(`package ${name}\n\n${source}\n`);
  return linkerSymbol(tree, file, functionsOf(tree)[0]!);
}

it.each([
  ["func f(a *int) {}", "cmd/internal/x.f"],
  ["func f[T any](t T) {}", "cmd/internal/x.f[...]"],
  ["func (t T) f(a *int) {}", "cmd/internal/x.T.f"],
  ["func (t *T) f() {}", "cmd/internal/x.(*T).f"],
  ["func (*List[T]) f() {}", "cmd/internal/x.(*List[...]).f"],
  ["func (l List[T]) f() {}", "cmd/internal/x.List[...].f"],
])("names a function as the linker does: %s", (source, wanted) => {
  expect(symbol(source)).toBe(wanted);
});

it("calls the package of a program main, whatever its path", () => {
  expect(symbol("func main() {}", "cmd/compile/main.go", "main")).toBe("main.main");
});

it("escapes dots in the last element of the path only", () => {
  expect(symbol("func f() {}", "vendor/golang.org/x/yaml.v2/a.go", "yaml")).toBe(
    "vendor/golang.org/x/yaml%2ev2.f",
  );
});
