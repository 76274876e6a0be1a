import type { Check } from "../check.ts";
import type { Family } from "../finding.ts";
import { binaryChecks } from "./binaries.ts";
import { installedFiles, installedTool } from "./installed.ts";
import { objectChecks } from "./objects.ts";
import { sourceChecks } from "./sources.ts";

/** The order in which families are reported: what the mission names first, then from the code outwards. */
const families: readonly Family[] = [
  "registers",
  "stack frame",
  "calling convention",
  "code",
  "source",
  "policy",
  "toolchain",
  "output",
];

/** Every check of an audit, by family. A new one is a file beside this one and a line in the list of its part. */
export const checks: readonly Check[] = [
  ...objectChecks,
  ...binaryChecks,
  ...sourceChecks,
  installedTool,
  installedFiles,
].sort((a, b) => families.indexOf(a.family) - families.indexOf(b.family));
