import { noTraces, type TraceinjectError } from "../base/errors.ts";
import { formatCount } from "../base/units.ts";
import type { Host } from "../host/host.ts";
import { isBuild } from "../toolchain/action-graph.ts";
import { subcommandOf } from "../toolchain/build-flags.ts";
import { commandLine } from "../toolchain/go-command.ts";
import { isSessionRunning } from "../toolchain/recorded-session.ts";
import type { SessionRecord } from "../toolchain/session.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { summarizeBuild } from "../trace/actions/summary.ts";
import { readQuickActionGraph } from "./session-actions.ts";

type Reading = Pick<Host, "readBytes" | "stat" | "isRunning">;

/** Why there is nothing, and what to do for there to be something. */
interface Reason {
  readonly why: string;
  readonly remedy: string;
}

/** The failure `no-traces` of a folder without span files: what the session was, as far as anything there tells. */
export async function explainNoTraces(host: Reading, session: string): Promise<TraceinjectError> {
  const record = await readSessionRecord(host, session);
  if (!record)
    return noTraces(
      `there is no span file in ${session}`,
      "Name a session, which `traceinject sessions` lists, or a folder that holds span files.",
    );
  const [file = "", ...args] = record.command;
  const { why, remedy } = withoutEnd(host, record) ?? (await ofEnded(host, session, record));
  return noTraces(`session ${record.id} has no traces of \`${commandLine({ file, args })}\`: ${why}`, remedy);
}

/** Of one that has not run to its end. */
function withoutEnd(host: Reading, record: SessionRecord): Reason | undefined {
  const again = "Run it again under traceinject.";
  if (isSessionRunning(host, record))
    return { why: "it is still running, and has compiled nothing yet", remedy: "Look again in a while." };
  if (record.status === "running")
    return { why: "traceinject was killed before anything was compiled", remedy: again };
  if (record.status === "timed-out")
    return { why: "its time was up before anything was compiled", remedy: "Give it a longer --timeout." };
  if (record.status === "failed")
    return { why: "go could not be run", remedy: "See what `traceinject doctor` says, and run it again." };
  return undefined;
}

async function ofEnded(host: Reading, session: string, record: SessionRecord): Promise<Reason> {
  const { command, env, exitCode = 0 } = record;
  if (!isBuild(command.slice(1), env.GOFLAGS ?? ""))
    return {
      why: "it compiles nothing",
      remedy: "Trace a command that builds: `traceinject go build -a ./...`.",
    };
  const graph = await readQuickActionGraph(host, session);
  if (graph && graph.actions.length > 0) return ofGraph(summarizeBuild(graph), record);
  return exitCode === 0
    ? { why: "it had nothing to compile", remedy: withAll(record) }
    : {
        why: `it ended with exit code ${exitCode} before anything was compiled`,
        remedy: "Mend what go has said of it, and run it again under traceinject.",
      };
}

function ofGraph({ compiled, results }: ReturnType<typeof summarizeBuild>, record: SessionRecord): Reason {
  if (compiled > 0)
    return {
      why: `it compiled ${formatCount(compiled, "package")}, and no compiler has left a trace`,
      remedy: "See what `traceinject doctor` says of flags and variables that lead to other tools.",
    };
  const all = results.actions === results.of ? "all" : `${results.actions} of`;
  const there = `${all} ${formatCount(results.of, "result")} came out of the build cache`;
  return {
    why: results.actions > 0 ? `${there}, and nothing was compiled` : "it had nothing to compile",
    remedy: withAll(record),
  };
}

/** `-a` is a flag of every command that builds. */
function withAll({ id, command }: SessionRecord): string {
  const name = subcommandOf(command.slice(1))?.name ?? "build";
  return (
    `Change a file, or compile all with \`traceinject go ${name} -a\`; ` +
    `\`traceinject report ${id}\` shows what go did.`
  );
}
