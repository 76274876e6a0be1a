import type { Host } from "../host/host.ts";
import { candidates } from "./candidates.ts";
import type { Command } from "./command.ts";
import { commands as allCommands } from "./commands/index.ts";
import { describeError, isReaderGone } from "./failure.ts";
import type { Io } from "./io.ts";
import { type Invocation, parseArgv } from "./parse.ts";
import { stdoutColors } from "./print.ts";
import { progressView } from "./progress.ts";

/**
 * Runs one command line, without the program's name, and returns its exit code: 0; 1 for findings; 2 for a failure
 * that the reader can act on; 70 for a bug of ours. Never ends the process, save that `io.die` is called last where
 * go died by a signal, and `io.exit` where an export was given up.
 */
export async function main(
  argv: readonly string[],
  host: Host,
  io: Io,
  commands: readonly Command[] = allCommands,
): Promise<number> {
  try {
    return await execute(parseArgv(argv, commands, io.columns), host, io);
  } catch (error) {
    if (isReaderGone(error)) return 0;
    const { text, exitCode } = describeError(error, argv);
    io.stderr(text);
    return exitCode;
  }
}

async function execute(invocation: Invocation, host: Host, io: Io): Promise<number> {
  if (invocation.kind === "text") {
    io.stdout(invocation.text);
    return 0;
  }
  if (invocation.kind === "completion") {
    for (const line of await candidates(invocation, host)) io.stdout(`${line}\n`);
    return 0;
  }
  const { command, args, passedOn } = invocation;
  const progress = progressView(io, host.env, args.verbose === true);
  try {
    return await command.run(args, { host, io, progress, colors: stdoutColors(io, host.env), passedOn });
  } finally {
    progress.clear();
  }
}
