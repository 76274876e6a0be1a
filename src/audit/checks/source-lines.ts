import type { Check } from "../check.ts";
import type { Finding } from "../finding.ts";
import { mayReplace, type Policy, policyFor } from "../policy.ts";
import type { ChangedLine, MovedLine, SourceFile } from "../source/comparison.ts";
import { counted, onSources } from "./source-outcome.ts";

export const pureInsertion: Check = {
  id: "pure-insertion",
  family: "source",
  title:
    "Every line of the original is there, longer only where the policy names the function, unless it `replaces`",
  why: "Code that was only added to still does what it did. What is taken away or replaced (a defer, a condition, a call) can no longer be argued from the insertion alone.",
  remedy:
    "Write the patch with + lines around the original; put a change within a line into a function that the policy names.",
  run: (subject) =>
    onSources(subject, ({ files, lines }, policy) => {
      const changed = lines.changed.filter((line) => !isAllowed(line, policy)).map(lost);
      return counted(lines.looked, "original lines", [...files.flatMap(removed), ...changed]);
    }),
};

/** Original tokens in order with others among them, in a function that may differ, or an import before them; or replaced. */
function isAllowed({ kept, added, function: symbol }: ChangedLine, policy: Policy): boolean {
  if (symbol !== undefined && mayReplace(policy, symbol)) return true;
  const imports = added.includes("import") && added.every((token) => /^(;|import|"[^"]*")$/.test(token));
  return kept && (imports || (symbol !== undefined && policyFor(policy, symbol) !== undefined));
}

function lost({ before, after, text, kept, function: symbol }: ChangedLine): Finding {
  const where = symbol === undefined ? "outside every function" : `in ${symbol}`;
  const how = kept ? "has become longer, which no policy allows" : "is not there any more";
  const message = `line ${before.line} of the original, \`${text}\` ${where}, ${how}`;
  return { check: "pure-insertion", subject: symbol ?? before.file, message, place: after };
}

function removed({ path, after }: SourceFile): Finding[] {
  return after === undefined && path.endsWith(".go")
    ? [{ check: "pure-insertion", subject: path, message: "the file is gone" }]
    : [];
}

export const linePositions: Check = {
  id: "line-positions",
  family: "source",
  title: "Original code keeps its line numbers",
  why: "A profile (default.pgo) finds calls by their distance from the start of the function: shifted lines are inlined otherwise. Line tables, stack traces and diagnostics of the tool name lines, too.",
  remedy:
    "Follow the inserted lines by `//line :N:1`, N being the number of the original line that comes next.",
  run: (subject) =>
    onSources(subject, ({ lines }) => counted(lines.looked, "original lines", lines.moved.map(moved))),
};

function moved({ before, after, text, position, count }: MovedLine): Finding {
  const others = count > 1 ? `, and ${count - 1} more below it` : "";
  const message = `line ${before.line} of the original, \`${text}\`, is now at ${position}${others}`;
  return { check: "line-positions", subject: before.file, message, place: after };
}
