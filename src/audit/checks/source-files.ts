import { basename } from "node:path/posix";
import { type Check, checked } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { SourceFile } from "../source/comparison.ts";
import { counted, onSources } from "./source-outcome.ts";

export const outsidePlan: Check = {
  id: "outside-plan",
  family: "source",
  title: "The files that differ are exactly those of the plan",
  why: "Everything else about a patch set is argued from its plan. An edit that the plan does not have was reviewed by nobody, and one that did not arrive covers nothing.",
  remedy:
    "Build the toolchain again from a pristine GOROOT (traceinject build --force); make every change a patch of the set.",
  run: (subject) =>
    onSources(subject, ({ files, plannedPaths }) => {
      if (!plannedPaths) return { kind: "not-checked", why: "no patch set is known, so there is no plan" };
      const planned = new Set(plannedPaths);
      const differing = new Set(files.map(({ path }) => path));
      const paths = [...new Set([...planned, ...differing])].sort();
      return checked(paths, "files", (path): Finding[] => {
        if (planned.has(path) && differing.has(path)) return [];
        const message = planned.has(path)
          ? "the plan changes it, but it is as before"
          : "it differs outside the plan";
        return [{ check: "outside-plan", subject: path, message, place: { file: path, line: 1 } }];
      });
    }),
};

/** Files that decide about more than the code in them; first match counts. */
const untouchable: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\.[sS]$/, why: "assembly knows registers, frames and offsets that no check can derive" },
  { pattern: /\.h$/, why: "assembly includes it for registers and offsets" },
  {
    pattern: /^go\.(mod|sum|work|env)$|^modules\.txt$/,
    why: "it decides about modules, language version and GODEBUG defaults",
  },
  { pattern: /\.pgo$/, why: "the profile decides what is inlined in every package of the tool" },
  { pattern: /^VERSION(\.cache)?$/, why: "the version is part of every object file and of every cache key" },
  { pattern: /^z(bootstrap|osarch|cgo|defaultcc)\.go$/, why: "cmd/dist generated it for this distribution" },
  { pattern: /^(?!.*\.go$)/, why: "patches are made for Go files" },
];

export const untouchableFiles: Check = {
  id: "untouchable-files",
  family: "source",
  title: "Assembly, headers, module files, profiles and generated files are as distributed",
  why: "They bear on registers, offsets, inlining and versions of the whole toolchain, and a semantic patch on Go code has no business there.",
  remedy: "Leave the file as it was; change Go code instead.",
  run: (subject) =>
    onSources(subject, ({ files }) =>
      checked(files, "files", ({ path }): Finding[] => {
        const rule = untouchable.find(({ pattern }) => pattern.test(basename(path)));
        if (!rule) return [];
        const place = { file: path, line: 1 };
        return [{ check: "untouchable-files", subject: path, message: `it differs; ${rule.why}`, place }];
      }),
    ),
};

export const readableSources: Check = {
  id: "readable-sources",
  family: "source",
  title: "Every Go file that differs could be read on both sides",
  why: "A file that does not parse proves nothing: no other check of the sources looks at it.",
  remedy: "Mend the Go file if it is not Go; if it is, the parser has a gap: report the line.",
  run: (subject) =>
    onSources(subject, ({ files, unreadable }) =>
      counted(
        files.filter(isGo).length,
        "Go files",
        unreadable.map((place) => ({
          check: "readable-sources",
          subject: place.file,
          message: "it cannot be parsed",
          place,
        })),
      ),
    ),
};

const isGo = ({ path }: SourceFile): boolean => path.endsWith(".go") && !path.endsWith("_test.go");
