import type { ListedToolchain } from "../../app/list.ts";
import { formatBytes } from "../../base/units.ts";
import { type Column, renderTable } from "../../report/table.ts";
import { type Colors, command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { json } from "../print.ts";

export const list = command({
  usage: "list",
  summary: "List the instrumented toolchains that are there",
  examples: [
    ["list", "Name, size, last use, and the Go that each was made from"],
    ["list --json", "The same for scripts, with folders"],
  ],
  options: jsonOption,
  async run(args, { host, io, colors }) {
    const { list } = await import("../../app/list.ts");
    const toolchains = await list(host);
    io.stdout(args.json ? json({ toolchains }) : text(toolchains, colors));
    return 0;
  },
});

function text(toolchains: readonly ListedToolchain[], colors: Colors): string {
  if (toolchains.length === 0) return "There is no toolchain yet: `traceinject build` makes one.\n";
  const column = (
    title: string,
    align: Column["align"],
    cell: (toolchain: ListedToolchain) => string,
  ): Column => {
    return { title, align, cells: toolchains.map(cell) };
  };
  const columns = [
    column("name", "left", ({ name }) => name),
    column("size", "right", ({ bytes }) => formatBytes(bytes)),
    column("last used", "left", ({ lastUsed }) => lastUsed.slice(0, "2026-01-02".length)),
    column("patches", "left", ({ patchSet }) => patchSet),
    column("made from", "left", ({ base }) => base.goroot + (base.present ? "" : " (gone)")),
  ];
  const [titles = "", ...rows] = renderTable(columns, Number.POSITIVE_INFINITY);
  return `${[colors.underline(titles), ...rows].join("\n")}\n`;
}
