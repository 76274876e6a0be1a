import type { NonDeterministic, ProofReport, ProvenConfiguration } from "../../audit/proof/report.ts";
import { formatBytes, formatCount } from "../../base/units.ts";

/** What every format of a proof says in the same words. */

/** What was compiled, and what an object that differs only in its header means. */
export function provenLines({ packages, toolchain, differences }: ProofReport): string[] {
  const { goVersion, goos, goarch } = toolchain;
  const headers = differences.filter(({ change }) => change === "header").length;
  const placed = new Set(differences.filter(({ change }) => change === "place").map((one) => one.package));
  return [
    `Compiled with both compilers: ${packages.join(" ")}, by ${goVersion} on ${goos}/${goarch}.`,
    ...(headers > 0
      ? [`Different only in the build IDs of what they import: ${formatCount(headers, "object")}.`]
      : []),
    ...(placed.size > 0
      ? [
          `Different only in a build ID, as its C flags name the folder of the GOROOT: ${[...placed].join(", ")}.`,
        ]
      : []),
  ];
}

/** Label and value of each fact about the toolchain. */
export function proofFacts({ toolchain }: ProofReport): (readonly [label: string, value: string])[] {
  const { goVersion, goos, goarch, fingerprint, patchSet } = toolchain;
  return [
    ["Go", `${goVersion} ${goos}/${goarch}`],
    ["toolchain", fingerprint],
    ["patch set", patchSet.name],
    ["patch set fingerprint", patchSet.fingerprint],
  ];
}

export const configurationTitles = ["configuration", "tracing", "objects", "identical", "bytes", "stock"];

/** A row for each build: its configuration and what came of it, under those titles. */
export function configurationRows({ configurations }: ProofReport): string[][] {
  return configurations.flatMap((configuration) =>
    configuration.builds.map(({ tracing, compared, identical, bytes, failure }) => [
      `${configuration.id}: ${configuration.title}`,
      tracing,
      ...(failure === undefined
        ? [String(compared), String(identical), formatBytes(bytes)]
        : ["not compiled", "–", "–"]),
      stockText(configuration),
    ]),
  );
}

const stockText = ({ stock }: ProvenConfiguration): string =>
  stock.kind === "compiled" ? "compiled now" : "compiled before";

/** `runtime/cgo (cgo)`. */
export function nonDeterministicText({ package: path, configuration, because }: NonDeterministic): string {
  const why = because === "dependency" ? ", because of what it imports" : "";
  return `${path} (${configuration}${why})`;
}

/** What could not be proven in which configuration, and why. */
export function notProvenTexts({ notProven }: ProofReport): string[] {
  return notProven.map(({ configuration, why }) => `${configuration}: ${why}`);
}

export const nonDeterministicTitle = "not deterministic with stock Go";
