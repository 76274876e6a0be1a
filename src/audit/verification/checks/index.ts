import type { VerificationCheck } from "../check.ts";
import { audit } from "./audit.ts";
import { bill, provenance } from "./documents.ts";
import { rebuild } from "./rebuild.ts";
import { stamp } from "./stamp.ts";
import { subjects } from "./subjects.ts";
import { baseFiles, patchedSources } from "./trees.ts";

/** All checks, in the order in which they are reported. */
export const verificationChecks: readonly VerificationCheck[] = [
  stamp,
  baseFiles,
  patchedSources,
  subjects,
  provenance,
  bill,
  audit,
  rebuild,
];
