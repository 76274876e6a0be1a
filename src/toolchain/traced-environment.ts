import { basename, delimiter, dirname } from "node:path";
import type { Host } from "../host/host.ts";
import { buildTags } from "./build-tags.ts";
import { tracedCache } from "./cache.ts";
import type { GoCommand, GoSettings } from "./go-settings.ts";
import { type Recording, recordingEnvironment, recordingVariables } from "./recording.ts";

export interface TraceOptions {
  readonly recording: Recording;
  /**
   * `private`: traced builds have a build cache of their own, and even the build IDs in binaries are those of stock
   * Go. `shared`: they use the user's cache, where the compiler's identity keeps traced entries apart.
   */
  readonly cache: "private" | "shared";
}

type Environment = GoCommand["env"];

/**
 * The user's environment, changed so that the go command and all that it starts use the toolchain of `goBinary`:
 * what leads to another goes (`GOROOT`, `GOTOOLDIR`, a GOTOOLCHAIN that lets go switch), and so does what an outer
 * `traceinject go` has set.
 */
export function toolchainEnvironment(env: Environment, goBinary: string): Environment {
  const path = [dirname(goBinary), ...(env.PATH ? [env.PATH] : [])].join(delimiter);
  return {
    ...env,
    PATH: path,
    GOTOOLCHAIN: "local",
    GOROOT: undefined,
    GOTOOLDIR: undefined,
    TRACEINJECT_DIR: undefined,
    TRACEINJECT_CACHE: undefined,
    TRACEINJECT_TAGS: undefined,
    ...withoutRecording,
  };
}

const withoutRecording = Object.fromEntries(
  Object.values(recordingVariables).map((name) => [name, undefined]),
);

/** The environment of `go`, with tracing into `traceDir` switched on. */
export async function tracedEnvironment(
  host: Host,
  go: GoCommand,
  settings: GoSettings,
  options: TraceOptions & { traceDir: string },
): Promise<Environment> {
  return {
    ...go.env,
    ...(await ownGoroot(host, go, settings)),
    ...(options.cache === "private" && privateCache(host, go, settings, options)),
    ...recordingEnvironment(options.recording),
    ...tagsVariable(buildTags(go.args, settings.GOFLAGS)),
    TRACEINJECT_DIR: options.traceDir,
  };
}

/** What cmd/go does not pass on to the compiler. */
const tagsVariable = (tags: readonly string[]): Environment =>
  tags.length > 0 ? { TRACEINJECT_TAGS: tags.join(",") } : {};

/** `go env -w GOROOT=…` leads even a go without GOROOT in its environment elsewhere; then it must be told. */
async function ownGoroot(host: Host, { goroot }: GoCommand, { GOROOT }: GoSettings): Promise<Environment> {
  if (GOROOT === undefined || GOROOT === goroot || GOROOT === (await host.realPath(goroot))) return {};
  return { GOROOT: goroot };
}

/**
 * A cache that a program serves is not ours alone: GOCACHEPROG goes, or, where `go env -w` has set it, the compiler's
 * identity must keep the entries apart after all.
 */
function privateCache(
  host: Host,
  go: GoCommand,
  { GOCACHEPROG }: GoSettings,
  { recording }: TraceOptions,
): Environment {
  if (GOCACHEPROG && !go.env.GOCACHEPROG) return {};
  const dir = tracedCache(host, basename(go.goroot), recording, go.env.GODEBUG);
  return { GOCACHE: dir, GOCACHEPROG: undefined, TRACEINJECT_CACHE: "private" };
}
