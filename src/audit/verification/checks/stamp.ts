import { describeDifference, differences } from "../../provenance/differences.ts";
import { records } from "../../provenance/tree.ts";
import { compared, type VerificationCheck } from "../check.ts";

const id = "stamp";

/** The stamp says what a toolchain made from this Go and this patch set must say. */
export const stamp: VerificationCheck = {
  id,
  title: "The stamp says what follows from the Go and the patch set",
  run: ({ wanted, found }) => {
    const messages = differences(wanted.stamp, found.stamp).map(describeDifference);
    return compared(id, records.stamp, records.stamp, messages);
  },
};
