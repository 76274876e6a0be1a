import { command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const build = command({
  usage: "build",
  summary: "Build the instrumented toolchain of a Go release",
  description: `The Go that is instrumented stays as it is; the result is a complete GOROOT of its own below
$XDG_CACHE_HOME/traceinject (default ~/.cache/traceinject). Prints its folder. With nothing changed since the last
time it is only looked up.`,
  examples: [
    ["build", "Instrument the Go on PATH"],
    ["build --go go1.24.3", "A release: found on this machine, or downloaded"],
    ["build --goroot /usr/lib/go-1.19", "A Go distribution in a folder"],
    ["build --patches ./my-patches", "With patches of your own"],
  ],
  options: {
    ...toolchainOptions,
    force: { type: "boolean", default: false, describe: "Build also if the toolchain is there" },
    ...jsonOption,
  },
  async run(args, { host, io, progress }) {
    const { build } = await import("../../app/build.ts");
    const toolchain = await build(host, args, progress);
    progress.clear();
    io.stdout(args.json ? json(toolchain) : `${toolchain.goroot}\n`);
    return 0;
  },
});
