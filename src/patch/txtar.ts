/** A txtar archive: a comment and named files, in order (golang.org/x/tools/txtar's format). */
export interface Archive {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

const marker = /^-- (.+) --$/;

/** Reads an archive; every text is one. A last line without an end gets one. */
export function parseTxtar(text: string): Archive {
  const files = new Map<string, string>();
  let comment = "";
  let name: string | undefined;
  const lines = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  for (const line of lines.split(/(?<=\n)/)) {
    const next = marker.exec(line.trimEnd())?.[1];
    if (next !== undefined) {
      name = next;
      files.set(name, "");
    } else if (name === undefined) comment += line;
    else files.set(name, (files.get(name) ?? "") + line);
  }
  return { comment, files };
}

/** The text of an archive; every file must end with a line end. */
export function formatTxtar({ comment, files }: Archive): string {
  return comment + [...files].map(([name, text]) => `-- ${name} --\n${text}`).join("");
}
