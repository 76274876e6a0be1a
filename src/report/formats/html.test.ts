import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import {
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
  zero,
} from "../../trace/decode/span-builder.testing.ts";
import { sampleBuild } from "../actions/sample.testing.ts";
import { sampleAnalysis, sampleFiles, sampleOutlines } from "../sample.testing.ts";
import { renderHtml } from "./html.ts";

const render = (files: Readonly<Record<string, Uint8Array>> = sampleFiles): string =>
  renderHtml(sampleAnalysis(files), { top: 10 }, sampleOutlines(files));

const evil = `</script><img src=x onerror="alert(1)">'\u2028${"&"}<!--`;
const hostile = spanFile(
  header({ importPath: evil, tool: evil }),
  records(0, zero, span("phase", evil, 0, 50)),
  records(1, zero, begin("function", evil, 0), end(40)),
  exit(1, zero + 100),
);

it("holds no markup but its own, whatever names hold", () => {
  const page = render({ [`${evil}.span`]: hostile });
  expect(page.match(/<\/script/g)?.length).toBe(2);
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<!--");
  expect(page).not.toContain("\u2028");
  expect(page).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
});

it("lets run nothing but its own script, which its policy names", () => {
  const page = render();
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
  const script = /<script>([\s\S]*)<\/script>/.exec(page)![1]!;
  const style = /<style>([\s\S]*)<\/style>/.exec(page)![1]!;
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${hash(script)}'`,
    `style-src 'sha256-${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

it("names nothing that would have to be loaded", () => {
  expect(render()).not.toMatch(/https?:|\ssrc=|<link|@import|url\(/);
});

it("can be read without a script: sentences, and the usual tables", () => {
  const [, plain] = /<noscript>([\s\S]*)<\/noscript>/.exec(render())!;
  expect(plain).toContain("<caption>All packages; wall time");
  expect(plain).toContain("net/http");
  expect(render()).toContain("Of 3 processes, 1 failed and 1 did not end by itself.");
});

it("is a page, too, where no process was traced", () => {
  expect(render({})).toContain("No process was traced.");
});

it("says in sentences what go did, and without a script in tables, with the findings of its graph", () => {
  const { analysis, outlines } = sampleBuild();
  const whole = renderHtml(analysis, { top: 10 }, outlines);
  const section = whole.slice(whole.indexOf('<section id="build">'), whole.indexOf('<section id="timeline"'));
  for (const text of [
    "go&#39;s actions took 984 ms on 2 slots",
    "1 of 12 results came out of the build cache",
  ])
    expect(section).toContain(text);
  expect(section).toContain("Process of no action. 1 of them, the first is of compile-d.span.");
  expect(section).toMatch(/<noscript>.*compile net\/http.*on 64 slots.*<\/noscript>/s);
  expect(render()).not.toContain('id="build"');
});
