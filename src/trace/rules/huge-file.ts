import { formatBytes, formatTime } from "../../base/units.ts";
import { baseName } from "../declarations.ts";
import { importPathOf } from "../event.ts";
import type { MeasuredProcess, Rule } from "./advice.ts";
import { hasGeneratedName } from "./generated.ts";

/** Hardly any file that people write is as long: the longest of the standard library's packages have about 8,000. */
export const hugeLines = 10_000;

const most = 3;

/** The huge ones of those, the longest first: whether one is generated, its source says. */
export function hugeFiles(processes: readonly MeasuredProcess[]): string[] {
  const all = processes.flatMap(({ trace }) =>
    trace.figures.sources.filter(({ lines }) => lines >= hugeLines),
  );
  return all.sort((a, b) => b.lines - a.lines).map(({ file }) => file);
}

/** A file of tens of thousands of lines. */
export const hugeFile: Rule = {
  id: "huge-file",
  title: "A huge file, mostly a generated one",
  when: `A file has about ${hugeLines} lines or more, as far as the lines of its declarations and of its package tell, and parsing it and compiling its functions takes what is worth a sentence. Whether it is generated, its source says by Go's line (\`// Code generated … DO NOT EDIT.\`), or its name where the source is gone.`,
  remedy:
    "Put it into a package of its own, which is compiled only when it changes; generate less of it, or load data at run time (`go:embed`) instead of compiling it.",
  hasPlace: true,
  observe: (build) =>
    build.own
      .flatMap((process) => process.trace.figures.sources.map((source) => ({ process, ...source })))
      .filter(({ lines }) => lines >= hugeLines)
      .map((one) => ({ ...one, saves: build.workersInElapsed(one.parsing + one.compiling) }))
      .filter(({ saves }) => saves >= build.worth)
      .sort((a, b) => b.saves - a.saves)
      .slice(0, most)
      .map(({ process: { header, trace }, file, lines, parsing, compiling, saves }) => {
        const { bytes, lines: all } = trace.figures.parsed ?? { bytes: 0, lines: 0 };
        const size = Math.round((bytes * lines) / Math.max(all, 1));
        const generated = build.generated?.get(file);
        const isGenerated = generated ?? hasGeneratedName(baseName(file));
        const origin = isGenerated ? ` and is generated, ${generated ? "as it says" : "by its name"}` : "";
        return {
          subject: file,
          evidence: { lines, bytes: size, parsing, compiling, generated: Number(isGenerated) },
          sentence: `${baseName(file)} of ${importPathOf(header)} has about ${lines} lines (${formatBytes(size)})${origin}: ${formatTime(parsing)} to parse it and ${formatTime(compiling)} on workers to compile its functions.`,
          saves,
          place: { file, line: 1 },
        };
      }),
};
