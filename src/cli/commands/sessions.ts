import type { KeptSessions, ListedSession } from "../../app/sessions.ts";
import { badUsage } from "../../base/errors.ts";
import { formatBytes, formatTime } from "../../base/units.ts";
import { printable } from "../../report/printable.ts";
import { type Column, renderTable } from "../../report/table.ts";
import { type Colors, command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { json } from "../print.ts";

export const sessions = command({
  usage: "sessions",
  summary: "List the recorded sessions, newest first, or remove old ones",
  description: `What the status means: done, with the exit code or the signal of go if it has one; timed out, as --timeout
said; failed, where go could not be run; aborted, where traceinject itself was killed. Of all of them the traces are there.`,
  examples: [
    ["sessions", "When, how long, how it ended, the command line, processes traced, size on disk"],
    ["sessions --json", "The same for scripts, with folders, nanoseconds and bytes"],
    ["sessions --keep 20", "Remove all but the newest 20, and those that run"],
  ],
  options: {
    keep: { type: "number", requiresArg: true, describe: "Remove all but so many; never one that runs" },
    ...jsonOption,
  },
  async run({ keep, ...args }, { host, io, colors }) {
    const { keepSessions, sessions } = await import("../../app/sessions.ts");
    if (keep !== undefined) {
      const kept = await keepSessions(host, checkCount(keep));
      io.stdout(args.json ? json(kept) : keptText(kept));
      return 0;
    }
    const listed = await sessions(host);
    const width = io.isTty.stdout ? io.columns : Number.POSITIVE_INFINITY;
    io.stdout(args.json ? json({ sessions: listed }) : text(listed, width, colors));
    return 0;
  },
});

function checkCount(keep: number): number {
  if (Number.isInteger(keep) && keep >= 0) return keep;
  throw badUsage(`--keep is ${keep}`, "It wants a whole number: `traceinject sessions --keep 20`.");
}

function text(sessions: readonly ListedSession[], width: number, colors: Colors): string {
  if (sessions.length === 0) return "There is no session yet: `traceinject go build ./...` records one.\n";
  const column = (
    title: string,
    align: Column["align"],
    cell: (session: ListedSession) => string,
  ): Column => {
    return { title, align, cells: sessions.map(cell) };
  };
  const columns = [
    column("session", "left", ({ id }) => id),
    column("begun (UTC)", "left", ({ started }) =>
      started.slice(0, "2026-01-02T03:04".length).replace("T", " "),
    ),
    column("took", "right", ({ duration }) => (duration === undefined ? "–" : formatTime(duration))),
    column("status", "left", statusText),
    column("processes", "right", ({ processes }) => String(processes)),
    column("size", "right", ({ bytes }) => formatBytes(bytes)),
    { ...column("command", "left", ({ command = "–" }) => printable(command)), shrinks: true },
  ];
  const [titles = "", ...rows] = renderTable(columns, width);
  return `${[colors.underline(titles), ...rows].join("\n")}\n`;
}

function statusText({ status, exitCode = 0, signal }: ListedSession): string {
  if (status !== "done") return status.replace("-", " ");
  return signal ?? (exitCode === 0 ? "done" : `exit ${exitCode}`);
}

function keptText({ removed, running }: KeptSessions): string {
  const total = removed.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = [
    ...removed.map(({ id, bytes }) => `removed ${id} (${formatBytes(bytes)})`),
    ...running.map((id) => `kept ${id}: it is running`),
    removed.length === 0 ? "nothing to remove" : `${formatBytes(total)} in all`,
  ];
  return `${lines.join("\n")}\n`;
}
