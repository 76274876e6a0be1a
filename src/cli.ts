import { describeError } from "./cli/failure.ts";
import { processIo } from "./cli/io.ts";
import { main } from "./cli/main.ts";
import { nodeHost } from "./host/node.ts";

const argv = process.argv.slice(2);
// A reader that closes early ends us silently, as it does other programs.
const io = processIo((code) => process.exit(code));

process.on("uncaughtException", (error) => {
  const { text, exitCode } = describeError(error, argv);
  io.stderr(text);
  process.exit(exitCode);
});

process.exitCode = await main(argv, nodeHost(), io);
