import type { FindingInfo } from "../../base/finding.ts";
import type { SpanHeader } from "../event.ts";

/** What the sessions of a comparison should have in common, but for what is compared. */
export const factInfo = {
  "go-version": {
    title: "Other Go releases",
    severity: "note",
    why: "Standard library and compiler differ, so functions and passes come and go.",
    remedy: "Nothing needs to be done if the releases are what is compared.",
  },
  toolchain: {
    title: "Other toolchains",
    severity: "note",
    why: "The compilers were made from other sources, by other patches or by another traceinject.",
    remedy: "Nothing needs to be done if the toolchains are what is compared.",
  },
  platform: {
    title: "Other platforms",
    severity: "warning",
    why: "Other files are compiled to other machine code.",
    remedy: "Compare builds for the same GOOS and GOARCH.",
  },
  level: {
    title: "Other levels",
    severity: "warning",
    why: "Recording more takes more time, and what only one side records is compared nowhere.",
    remedy: "Record both sides with the same --level and --packages.",
  },
  filters: {
    title: "Other filters",
    severity: "warning",
    why: "What one side leaves out is missing there in the rows; the totals stay exact.",
    remedy: "Record both sides with the same --functions, --packages and --min.",
  },
  slots: {
    title: "Other numbers of actions at a time",
    severity: "warning",
    why: "Processes that run side by side slow each other down.",
    remedy: "Record both sides with the same -p on the same number of CPUs.",
  },
  command: {
    title: "Other commands",
    severity: "note",
    why: "Other flags and packages make another build.",
    remedy: "Look whether the commands were meant to differ.",
  },
  boot: {
    title: "Another boot, or another machine",
    severity: "note",
    why: "Times of different machines, or of one in another state, cannot be compared.",
    remedy: "Record both sides on one machine, in turn.",
  },
} as const satisfies Record<string, FindingInfo>;

export type Fact = keyof typeof factInfo;

export const factNames = Object.keys(factInfo) as Fact[];

/** What the headers of a session's files say: all values that there are, in the order of the alphabet. */
export function headerFacts(headers: Iterable<SpanHeader>): Partial<Record<Fact, string>> {
  const values = { "go-version": new Set<string>(), platform: new Set<string>(), level: new Set<string>() };
  const boots = new Set<string>();
  for (const { goVersion, goos, goarch, level, bootId } of headers) {
    values["go-version"].add(goVersion);
    values.platform.add(`${goos}/${goarch}`);
    values.level.add(level);
    if (bootId !== undefined) boots.add(bootId);
  }
  const known = Object.entries({ ...values, boot: boots }).filter(([, all]) => all.size > 0);
  return Object.fromEntries(known.map(([fact, all]) => [fact, [...all].sort().join(", ")]));
}
