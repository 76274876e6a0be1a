import fc from "fast-check";
import { expect, it } from "vitest";
import { scriptJson } from "./script-json.ts";

fc.configureGlobal({ seed: 20260102 });

it("ends no script element, whatever a name holds", () => {
  const hostile = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    "a\u2028b\u2029c",
    "\ud800",
    '"\\',
  ];
  const text = scriptJson(hostile);
  expect(text).not.toMatch(/[<>&\u2028\u2029\ud800]/);
  expect(JSON.parse(text)).toEqual(hostile);
});

it("is JSON of the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(scriptJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
