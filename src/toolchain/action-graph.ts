import { join } from "node:path";
import { buildFlag, subcommandOf } from "./build-flags.ts";

/** Where a session has what go says of its actions, below the session's folder. */
export const actionGraphFile = join("go", "actiongraph.json");

const flag = "debug-actiongraph";

/** Those that build. `go list` does so only if it is asked for what a build makes. */
const subcommands: ReadonlySet<string> = new Set(["build", "install", "test", "run", "vet"]);
const listing = ["export", "compiled"];

/** Whether go may compile something for `args`, which are those after the word `go`. */
export function isBuild(args: readonly string[], goflags: string): boolean {
  const name = subcommandOf(args)?.name ?? "";
  const isListing = (): boolean => listing.some((one) => buildFlag(one, args, goflags) === "");
  return subcommands.has(name) || (name === "list" && isListing());
}

/**
 * `args` for a go that writes its action graph to `file`, and prints and builds the same: go1.19 to go1.27 do. Undefined
 * where it would not build, or the user has asked for the graph himself.
 */
export function withActionGraph(
  args: readonly string[],
  goflags: string,
  file: string,
): string[] | undefined {
  const command = subcommandOf(args);
  if (!command || buildFlag(flag, args, goflags) !== undefined || !isBuild(args, goflags)) return undefined;
  return [...args.slice(0, command.next), `-${flag}=${file}`, ...args.slice(command.next)];
}
