import { formatCount, formatTime } from "../../base/units.ts";
import { describeCause, type Miss } from "../misses/miss.ts";
import type { Observation, Rule } from "./advice.ts";
import type { Build } from "./build.ts";

const most = 3;

/** Packages that had to be compiled again, by where that began. */
export const cacheMiss: Rule = {
  id: "cache-miss",
  title: "Compiled again, and which input changed",
  when: "Packages were compiled that an earlier session of the same folder and go command had built. They are put together by the first cause in the order of dependencies; go's action ids tell which inputs differ, the events of both compiles what differs in them. Silent with `-a`.",
  remedy:
    "If you did not change that input yourself, look for what does: generated files with dates in them, flags or variables that differ from run to run. What many import should change seldom.",
  hasPlace: false,
  observe: (build) => {
    const missed = build.misses?.missed ?? [];
    return groupByCause(missed)
      .map((group) => observation(group, build))
      .filter(({ saves }) => saves >= build.worth)
      .sort((a, b) => b.saves - a.saves)
      .slice(0, most);
  },
};

/** What began at one package; what is of the whole session, of whatever package, is one. */
function groupByCause(missed: readonly Miss[]): Miss[][] {
  const causes = new Map(missed.map(({ package: path, cause }) => [path, cause]));
  const groups = new Map<string, Miss[]>();
  for (const miss of missed) {
    const { kind } = causes.get(miss.root) ?? miss.cause;
    const key = kind === "inputs" || kind === "dependency" ? JSON.stringify([kind, miss.root]) : kind;
    groups.set(key, [...(groups.get(key) ?? []), miss]);
  }
  groups.delete("new"); // what is built for the first time was not missed
  return [...groups.values()];
}

function observation(group: readonly Miss[], { analysis, elapsed }: Build): Observation {
  const first = group[0]!;
  const running = group.reduce((sum, miss) => sum + miss.running, 0);
  const whole = analysis.actions?.waiting.running ?? running;
  const others = group.length - 1;
  const rest = others > 0 ? ` and ${formatCount(others, "other")} with it` : "";
  return {
    subject: first.root,
    evidence: { packages: group.length, running },
    sentence: `${first.root}${rest} had to be compiled again (${formatTime(running)}) because ${describeCause(first.cause)}.`,
    saves: (running / Math.max(whole, 1)) * elapsed,
  };
}
