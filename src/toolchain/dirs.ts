import { isAbsolute, join } from "node:path";
import { noHome } from "../base/errors.ts";
import type { Host } from "../host/host.ts";

/** `$XDG_CACHE_HOME/traceinject`: toolchains and the build cache; all of it can be deleted and made again. */
export function cacheDir(host: Host): string {
  return join(xdgBase(host, "XDG_CACHE_HOME", ".cache"), "traceinject");
}

/** `$XDG_STATE_HOME/traceinject`: sessions. */
export function stateDir(host: Host): string {
  return join(xdgBase(host, "XDG_STATE_HOME", ".local/state"), "traceinject");
}

/** By the XDG Base Directory specification a relative path counts as unset. */
function xdgBase(host: Host, variable: string, fallback: string): string {
  const value = host.env[variable];
  if (value && isAbsolute(value)) return value;
  const home = host.env.HOME;
  if (!home || !isAbsolute(home)) throw noHome(variable);
  return join(home, fallback);
}
