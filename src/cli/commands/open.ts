import { renderHtml } from "../../report/formats/html.ts";
import { command } from "../command.ts";

export const open = command({
  usage: "open [session]",
  summary: "Open the report of a recorded build in the browser: timeline, flame graphs, tables",
  description: `Writes the page of \`traceinject report --html\` into the session's folder (into a temporary one, where that cannot be
written to), prints its path, and opens it with $BROWSER, or with what the desktop opens pages with. Where there is no
display, as over SSH, the path is all.

Exit code 1 where traces are damaged.`,
  examples: [
    ["open", "The latest session"],
    ["open 9f0c2a", "Another one"],
    ["open --print", "Only write the page and print its path"],
  ],
  positionals: {
    session: {
      type: "string",
      default: "latest",
      describe: "Id of a session, the begin or the end of one, or a folder",
    },
  },
  options: {
    print: { type: "boolean", default: false, describe: "Print the path of the page, and open nothing" },
  },
  completes: { session: "session" },
  async run({ session, print }, { host, io }) {
    const { reportSession } = await import("../../app/report.ts");
    const { keepPage, openInBrowser } = await import("../../app/open.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const found = await reportSession(host, session, { draws: true });
    const path = await keepPage(host, found.session, renderHtml(found.analysis, { top: 10 }, found.outlines));
    io.stdout(`${path}\n`);
    if (!print) await openInBrowser(host, path);
    return hasProblem(found.findings) ? 1 : 0;
  },
});
