import type { Check } from "../check.ts";
import { assemblyDeclarations, assemblyHeaders } from "./assembly.ts";
import {
  compilerDirectives,
  exportedApi,
  functionSignatures,
  linknameTargets,
  openCodedDefers,
  typeLayout,
} from "./source-declarations.ts";
import { outsidePlan, readableSources, untouchableFiles } from "./source-files.ts";
import { linePositions, pureInsertion } from "./source-lines.ts";

/** What is asked of the patched sources, in the order in which it is reported. */
export const sourceChecks: readonly Check[] = [
  openCodedDefers,
  assemblyDeclarations,
  assemblyHeaders,
  functionSignatures,
  typeLayout,
  compilerDirectives,
  linknameTargets,
  outsidePlan,
  untouchableFiles,
  readableSources,
  pureInsertion,
  linePositions,
  exportedApi,
];
