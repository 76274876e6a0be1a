import { expect, it } from "vitest";
import { namesInPackage, symbolPrefix, withoutMachine } from "./symbol.ts";

it("takes folders of this machine and cgo's hashes out of names", () => {
  const same: Readonly<Record<string, string>> = {
    "_/home/me/src/lib": "_/lib",
    "_/home/me/src/lib.(*T).F": "_/lib.(*T).F",
    "_/c/lib [_/c/lib.test]": "_/lib [_/lib.test]",
    "lib.Map[go.shape.struct { _/home/me/lib.key int }]": "lib.Map[go.shape.struct { _/lib.key int }]",
    _cgoexp_0b49d6ed0a0b_callback: "_cgoexp__callback",
    "example.com/a_/b.F": "example.com/a_/b.F",
    "lib._cgo_runtime_cgocall": "lib._cgo_runtime_cgocall",
  };
  for (const [text, everywhere] of Object.entries(same)) expect(withoutMachine(text)).toBe(everywhere);
});

it("writes package paths as symbols do", () => {
  expect(symbolPrefix("net/http")).toBe("net/http");
  expect(symbolPrefix("gopkg.in/yaml.v3")).toBe("gopkg.in/yaml%2ev3");
  expect(symbolPrefix('a b/é"%')).toBe("a%20b/%c3%a9%22%25");
});

it("names what a function stands in", () => {
  const names = (symbol: string) => namesInPackage(symbol, "gopkg.in/yaml.v3")?.join(" ");
  const of: Readonly<Record<string, string | undefined>> = {
    "gopkg.in/yaml%2ev3.F": "F",
    "gopkg.in/yaml%2ev3.F.func1.2": "F func1 2",
    "gopkg.in/yaml%2ev3.F[go.shape.[]int,go.shape.map[string]x/y.T].func1": "F func1",
    "gopkg.in/yaml%2ev3.(*T).M": "T M",
    "gopkg.in/yaml%2ev3.(*T[go.shape.int]).M.func1": "T M func1",
    "gopkg.in/yaml%2ev3.T.M-fm": "T M fm",
    "gopkg.in/yaml%2ev3.F-range1": "F range1",
    "gopkg.in/yaml%2ev3.glob..func1": "glob  func1",
    "gopkg.in/yaml%2ev3.init.0": "init 0",
    '"".F': "F",
    "slices.Sort[gopkg.in/yaml%2ev3.T]": undefined,
    "type:.eq.gopkg.in/yaml%2ev3.T": undefined,
    "gopkg.in/yaml%2ev3/other.F": undefined,
  };
  for (const [symbol, expected] of Object.entries(of)) expect(names(symbol), symbol).toBe(expected);
});
