import { isAbsolute, join } from "node:path";
import { newerGoNeeded } from "../base/errors.ts";
import { compareGoVersions, parseToolchainVersion } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import { demandOf, type NamedText, releaseName } from "./demand.ts";
import { commandLine } from "./go-command.ts";
import type { GoCommand, GoSettings } from "./go-settings.ts";

/**
 * Throws `newer-go-needed` where go.mod, go.work or GOTOOLCHAIN asks for a newer release than `go` is: it cannot
 * switch by itself, or it would leave the instrumented toolchain. `chosen` says that the user named the release, so
 * that only a `go` line can contradict. A go before go1.21 tries what it is given, and so do we.
 */
export async function checkDemand(
  host: Host,
  go: GoCommand,
  settings: GoSettings,
  chosen: boolean,
): Promise<void> {
  const have = parseToolchainVersion(go.goVersion);
  if (!have || have.minor < 21) return;
  const files = await readAll(host, [settings.GOMOD, settings.GOWORK]);
  const demand = demandOf(files, chosen ? "local" : await userGotoolchain(host, go, settings));
  if (!demand || compareGoVersions(demand.version, have) <= 0) return;
  throw newerGoNeeded(
    demand.source,
    have.text,
    releaseName(demand.version),
    commandLine({ file: "go", args: go.args }),
  );
}

/** The files that are there; go writes /dev/null, `off` or nothing for a file that is not. */
async function readAll(host: Host, paths: readonly (string | undefined)[]): Promise<NamedText[]> {
  const named = paths.filter((path): path is string => path !== undefined && isAbsolute(path));
  return Promise.all(named.map(async (path) => ({ path, text: await host.readFile(path).catch(() => "") })));
}

/** GOTOOLCHAIN as cmd/go looks it up: the environment, the file of `go env -w`, the toolchain's own go.env. */
async function userGotoolchain(host: Host, { goroot }: GoCommand, { GOENV }: GoSettings): Promise<string> {
  if (host.env.GOTOOLCHAIN) return host.env.GOTOOLCHAIN;
  const files = await readAll(host, [GOENV, join(goroot, "go.env")]);
  const values = files.flatMap(({ text }) => /^GOTOOLCHAIN=(.+)$/m.exec(text)?.[1]?.trim() ?? []);
  return values[0] ?? "local";
}
