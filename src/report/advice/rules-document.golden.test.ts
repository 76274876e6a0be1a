import { expect, it } from "vitest";
import { leastBuild, leastGain, leastShare } from "../../trace/rules/build.ts";
import { rules } from "../../trace/rules/index.ts";
import { expectGolden } from "../golden.testing.ts";

const introduction = `<!-- Written by UPDATE=1 npx vitest run --project golden src/report/advice. Do not edit. -->

# The rules

What \`traceinject report\` advises comes from named rules. It shows the three pieces of advice that could save most,
\`report --rules\` all of them with the figures behind them, \`--json\` has them under \`advice\`, \`--sarif\` those that point
at source. \`saves\` is an estimate of how much sooner the build could end at best; advice is a warning where that is at
least a tenth of the build.

Of a build of less than ${leastBuild / 1e9} s they say nothing. A gain is worth a sentence from ${leastGain / 1e6} ms and ${leastShare * 100} % of the build on, whichever is more. Of packages of the standard library
rules speak only where nothing else was compiled: who builds a program cannot change them.

`;

it("documents each rule: what it is called, when it speaks, what to do", () => {
  const sections = rules.map(({ id, title, when, remedy, hasPlace }) =>
    [
      `## ${id}`,
      `**${title}.** ${when}`,
      `*What to do:* ${remedy}${hasPlace ? "\n\nIts advice names a place in the source, where the level `function` was recorded." : ""}`,
    ].join("\n\n"),
  );
  for (const { title, when, remedy } of rules)
    expect([title, when, remedy].every((text) => text.length > 5)).toBe(true);
  expectGolden(import.meta.url, "../../../docs/rules.md", `${introduction}${sections.join("\n\n")}\n`);
});
