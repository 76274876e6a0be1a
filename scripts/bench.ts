/**
 * The figures that we promise, as ratios measured side by side in one run: npm run bench [plan] [build] [compile] [prove]
 * [audit [ROUNDS]] [merge [ROUNDS]] [traced [ROUNDS]] [spans [ROUNDS] [PACKAGE…]].
 * Each line gives the median with minimum and maximum; absolute times mean little on shared machines.
 */
import { cpus } from "node:os";
import { join } from "node:path";
import { benchAudit } from "./bench/audit.ts";
import { benchBuild } from "./bench/build.ts";
import { benchCompile } from "./bench/compile.ts";
import { benchMerge } from "./bench/merge.ts";
import { benchPlan } from "./bench/plan.ts";
import { benchProve } from "./bench/prove.ts";
import { benchSpans } from "./bench/spans.ts";
import { benchTraced } from "./bench/traced.ts";

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 12);

const cli = join(import.meta.dirname, "../bin/traceinject.mjs");
const all = {
  plan: () => benchPlan(cli, 5),
  build: async () => benchBuild(cli, 2),
  compile: () => benchCompile(12),
  audit: () => benchAudit(Math.min(rounds, 5)),
  prove: async () => benchProve(cli, 2),
  merge: () => benchMerge(cli, Math.min(rounds, 5)),
  traced: () => benchTraced(cli, rounds),
  spans: () => benchSpans(rounds, packages),
};

const names = Object.keys(all);
const wanted = words.filter((word) => names.includes(word));
const packages = words.filter((word) => !names.includes(word) && word !== String(rounds));
console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`);
for (const [name, bench] of Object.entries(all))
  if (wanted.length === 0 || wanted.includes(name))
    for (const line of await bench()) console.log(`${name}: ${line}`);
