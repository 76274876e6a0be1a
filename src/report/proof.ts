import {
  type Difference,
  type NotProven,
  type ProofReport,
  type ProvenConfiguration,
  sides,
} from "../audit/proof/report.ts";
import { renderTable } from "./table.ts";
import { formatBytes, formatCount } from "./units.ts";

/** A proof for the screen: the verdict first, then what it rests on, then what was not proven. */
export function renderProof(report: ProofReport, width: number): string {
  const parts = [
    [verdict(report)],
    findings(report),
    configurationTable(report.configurations, width),
    report.configurations.flatMap(remembered),
    report.checks.map(({ id, status, detail }) => `${id}: ${status}, ${detail}`),
    followers(report.differences),
    report.nonDeterministic.map(
      (one) =>
        `not deterministic with stock Go (${one.configuration}): ${one.package}${one.because === "dependency" ? ", because of a package that it imports" : ""}`,
    ),
    notProven(report.notProven),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function verdict({ verdict, findings, toolchain, packages }: ProofReport): string {
  const { goVersion, goos, goarch } = toolchain;
  const what = `${packages.join(" ")} on ${goVersion} ${goos}/${goarch}`;
  return verdict === "passed"
    ? `proven: the instrumented compiler makes what stock Go makes of ${what}`
    : `not the same: ${formatCount(findings.length, "finding")} in ${what}`;
}

/** More would scroll the verdict away; --json has them all. */
const shownFindings = 20;

function findings({ findings, differences }: ProofReport): string[] {
  const lines = findings.slice(0, shownFindings).flatMap(({ check, subject, message }) => {
    const difference = differences.find((one) => one.package === subject && one.divergence);
    const [first = ""] = message.split("; first in ");
    return [`${check}: ${subject}: ${difference ? first : message}`, ...divergence(difference)];
  });
  const more = findings.length - shownFindings;
  return more > 0 ? [...lines, `and ${more} more, see --json`] : lines;
}

function divergence(difference: Difference | undefined): string[] {
  if (!difference?.divergence) return [];
  const { kind, symbol, ...both } = difference.divergence;
  return [`  first in ${kind} ${symbol}: ${sides(both)}`];
}

function followers(differences: readonly Difference[]): string[] {
  const count = differences.filter(({ change }) => change === "header").length;
  if (count === 0) return [];
  return [`${formatCount(count, "more object")} only name other build IDs, those of what they import`];
}

function remembered({ id, stock }: ProvenConfiguration): string[] {
  return stock.kind === "remembered" ? [`stock objects (${id}) are remembered in ${stock.file}`] : [];
}

/** One line a reason: most often it is the same one. */
function notProven(all: readonly NotProven[]): string[] {
  const reasons = new Set(all.map(({ why }) => why));
  return [...reasons].map((reason) => {
    const ids = all.filter(({ why }) => why === reason).map(({ configuration }) => configuration);
    return `not proven: ${ids.join(", ")} (${reason})`;
  });
}

function configurationTable(configurations: readonly ProvenConfiguration[], width: number): string[] {
  const rows = configurations.flatMap((one) => one.builds.map((build) => ({ one, build })));
  const cells = (cell: (row: (typeof rows)[number]) => string): string[] => rows.map(cell);
  const columns = [
    { title: "CONFIGURATION", align: "left", cells: cells(({ one }) => one.id) },
    { title: "", align: "left", shrinks: true, cells: cells(({ one }) => one.title) },
    { title: "TRACING", align: "left", cells: cells(({ build }) => build.tracing) },
    { title: "PACKAGES", align: "right", cells: cells(({ build }) => String(build.compared)) },
    { title: "IDENTICAL", align: "right", cells: cells(({ build }) => String(build.identical)) },
    { title: "BYTES", align: "right", cells: cells(({ build }) => formatBytes(build.bytes)) },
  ] as const;
  return renderTable(columns, width);
}
