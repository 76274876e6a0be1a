import { expect, it } from "vitest";
import { readSymbol } from "./symbol.ts";

it.each([
  ["lib.F", "lib.F", ""],
  ["lib.(*T).Method", "lib.(*T).Method", ""],
  ["slices.SortFunc[go.shape.int]", "slices.SortFunc", "[go.shape.int]"],
  [
    "sync/atomic.(*Pointer[go.shape.struct { a.b int }]).Load",
    "sync/atomic.(*Pointer).Load",
    "[go.shape.struct { a.b int }]",
  ],
  [
    "lib.Map[go.shape.[]lib.V[int],go.shape.string].func1.2",
    "lib.Map",
    "[go.shape.[]lib.V[int],go.shape.string]",
  ],
  [
    'lib.F[go.shape.struct { A int "json:\\"a]\\"" }]',
    "lib.F",
    '[go.shape.struct { A int "json:\\"a]\\"" }]',
  ],
  ["gopkg.in/yaml%2ev3.(*Node).Decode.func1", "gopkg.in/yaml%2ev3.(*Node).Decode", ""],
  ["lib.F.gowrap1", "lib.F", ""],
  ["lib.F.deferwrap2", "lib.F", ""],
  ["lib.F-range1", "lib.F", ""],
  ["lib.F.func2-range1", "lib.F", ""],
  ["lib.T.M-fm", "lib.T.M", ""],
  ["lib.init.0", "lib.init.0", ""],
  ["lib.function", "lib.function", ""],
  ["type:.eq.[2]lib.T", "type:.eq.[2]lib.T", ""],
])("%s is of the declaration %s", (symbol, declaration, typeArguments) => {
  expect(readSymbol(symbol, "lib")).toEqual({ declaration, typeArguments });
});

it("tells the main packages apart", () => {
  expect(readSymbol("main.run.func1", "cmd/a").declaration).toBe("cmd/a.run");
  expect(readSymbol("example.com/main.run", "cmd/a").declaration).toBe("example.com/main.run");
});
