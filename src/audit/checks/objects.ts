import type { Check } from "../check.ts";
import { addedCode } from "./object-added.ts";
import { abiWrappers, argumentArea, linknameFlag, lostCalls, newCalls, stackMaps } from "./object-calls.ts";
import { inlining, lineTables, removedCode, specialFlags, unplannedChange } from "./object-code.ts";
import { data, exportData } from "./object-data.ts";
import {
  compiledDefers,
  frameAlignment,
  frameSize,
  nosplitFlag,
  stackPointerTable,
} from "./object-frames.ts";
import { plannedButUnchanged } from "./object-policy.ts";
import { assemblyUnchanged, registerArguments } from "./object-registers.ts";
import { unusedPolicy } from "./unused-policy.ts";

/** What is asked of the Go objects, in the order in which it is reported. */
export const objectChecks: readonly Check[] = [
  assemblyUnchanged,
  registerArguments,
  frameSize,
  frameAlignment,
  stackPointerTable,
  nosplitFlag,
  compiledDefers,
  argumentArea,
  abiWrappers,
  stackMaps,
  lostCalls,
  newCalls,
  linknameFlag,
  exportData,
  unplannedChange,
  plannedButUnchanged,
  specialFlags,
  inlining,
  lineTables,
  addedCode,
  removedCode,
  data,
  unusedPolicy,
];
