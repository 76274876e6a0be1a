import { expect, it } from "vitest";
import { code, codeBlock, prose, table } from "./block.ts";

it("leaves nothing in words that is markup", () => {
  expect(prose("a <b> & *c* [d](e) `f` g_h")).toBe("a &lt;b&gt; &amp; \\*c\\* \\[d\\](e) \\`f\\` g\\_h");
});

it("fences code by more backticks than are in it", () => {
  expect(code("F")).toBe("`F`");
  expect(code("a`b``c")).toBe("```a`b``c```");
  expect(code("`a`")).toBe("`` `a` ``");
  expect(codeBlock("diff", ["- ```", "+ b"])).toBe("````diff\n- ```\n+ b\n````");
});

it("keeps a bar inside its cell", () => {
  expect(table(["x"], [[code("a|b")]])).toBe("| x |\n| --- |\n| `a\\|b` |");
});
