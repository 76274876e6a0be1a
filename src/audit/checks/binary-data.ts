import type { DataComparison, DifferentSection } from "../binary/comparison.ts";
import type { Check, Outcome } from "../check.ts";
import { onContents } from "./binary-outcome.ts";

export const binaryData: Check = {
  id: "binary-data",
  family: "code",
  title: "What is loaded with the code is the same: constants, variables, types, tables of the runtime",
  why: "Code does what its data says. A string, a table or a pointer to a function that was changed in the linked tool runs unseen if only functions are compared.",
  remedy: "Find out what wrote it; build the tool again from the sources that were reviewed.",
  run: (subject) =>
    onContents(subject, ({ data }) => {
      if ("value" in subject.objects)
        return {
          kind: "not-checked",
          why: "data is compared in the objects that the tools were linked from",
        };
      return data ? compared(data) : { kind: "not-checked", why: moved };
    }),
};

const moved =
  "data was not compared: things lie elsewhere in the other tool, so addresses in data differ everywhere";

function compared({ sections, bytes, different }: DataComparison): Outcome {
  const findings = different.map((one) => ({
    check: "binary-data",
    subject: one.name,
    message: message(one),
  }));
  return { kind: "checked", looked: `${bytes} bytes in ${sections.join(" ")}`, findings };
}

function message({ bytes, first, symbol }: DifferentSection): string {
  const place = symbol === undefined ? "" : ` in ${symbol}`;
  return `differs from stock in ${bytes === 1 ? "1 byte" : `${bytes} bytes`}, first at 0x${first.toString(16)}${place}`;
}

export const binaryEntry: Check = {
  id: "binary-entry",
  family: "code",
  title: "The tool begins to run where stock does, and nothing but padding lies between its functions",
  why: "Code between functions, or another first instruction, runs without being part of any function that is compared.",
  remedy: "Find out what was done to the tool after it was linked; link it again.",
  run: (subject) =>
    onContents(subject, ({ sameEntry, unpadded, instrumented }) => {
      const [check, entry] = ["binary-entry", "entry point"];
      const findings = [
        ...(sameEntry ? [] : [{ check, subject: entry, message: "is not that of the stock tool" }]),
        ...unpadded.map((name) => ({
          check,
          subject: name,
          message: "is followed by bytes that are no padding",
        })),
      ];
      return { kind: "checked", looked: `1 entry point, ${instrumented.functions} functions`, findings };
    }),
};
