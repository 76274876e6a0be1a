import type { DiffScores } from "./diff-row.ts";
import type { ChangeScores, Score } from "./row.ts";

/** One release in the table of real history. */
export interface HistoryRow {
  readonly release: string;
  readonly changes: ChangeScores;
  readonly diffs: readonly DiffScores[];
}

const between = /(<!-- history -->\n)[\s\S]*(<!-- \/history -->)/;

/** The row of a release, as it stands in the table. */
export function renderRow({ release, changes, diffs }: HistoryRow): string {
  const cells = [
    release,
    renderScore(changes.asIs),
    renderScore(changes.repaired),
    ...diffs.map(({ hunks, files, whole }) =>
      [`${renderScore(hunks)}`, renderScore(files), whole.right === 1 ? "yes" : "no"].join(", "),
    ),
  ];
  return `| ${cells.join(" | ")} |\n`;
}

/** `57 of 68`, and how many went wrong, if any. */
const renderScore = ({ right, wrong, all }: Score): string =>
  `${right} of ${all}${wrong > 0 ? `, **${wrong} wrong**` : ""}`;

/** Puts the table between its marks in a document. Throws where there are none. */
export function withTable(text: string, rows: readonly HistoryRow[]): string {
  if (!between.test(text)) throw new Error("the document has no place for the table");
  const tools = rows[0]?.diffs.map(({ tool }) => `\`${tool}\`: hunks, files, all of it`) ?? [];
  const head = ["release", "changes as they are", "repaired", ...tools];
  const lines = [head, head.map(() => "---")].map((cells) => `| ${cells.join(" | ")} |\n`);
  return text.replace(between, `$1${lines.join("")}${rows.map(renderRow).join("")}$2`);
}
