import { isAbsolute, join } from "node:path";
import type { Host } from "../../host/host.ts";
import { askUserSettings } from "../go-command.ts";

/** What the user has told go about modules; we follow it. */
export interface ModuleSettings {
  readonly goproxy: string;
  readonly gosumdb: string;
  /** Where his Go keeps modules; undefined where there is no such place. */
  readonly moduleCache: string | undefined;
}

const names = ["GOPROXY", "GOSUMDB", "GOMODCACHE", "GOPATH"] as const;
type Values = Partial<Record<(typeof names)[number], string>>;

/** By the go command if there is one; else as it would find them: environment, `go env -w` file, defaults. */
export async function moduleSettings(host: Host, go: string | undefined): Promise<ModuleSettings> {
  const told = (go && (await askUserSettings(host, go, names))) || (await withoutGo(host));
  const gopath = told.GOPATH || (host.env.HOME && join(host.env.HOME, "go"));
  return {
    goproxy: told.GOPROXY || "https://proxy.golang.org,direct",
    gosumdb: told.GOSUMDB || "sum.golang.org",
    moduleCache: told.GOMODCACHE || (gopath && join(gopath.split(":")[0] ?? "", "pkg/mod")),
  };
}

async function withoutGo(host: Host): Promise<Values> {
  const written = await writtenSettings(host);
  return Object.fromEntries(names.map((name) => [name, host.env[name] || written.get(name)]));
}

/** What `go env -w` has written: lines `NAME=value`. */
async function writtenSettings(host: Host): Promise<ReadonlyMap<string, string>> {
  const file = settingsFile(host);
  if (!file || (await host.stat(file))?.kind !== "file") return new Map();
  const lines = [...(await host.readFile(file)).matchAll(/^(\w+)=(.*)$/gm)];
  return new Map(lines.map(([, name = "", value = ""]) => [name, value]));
}

function settingsFile({ env, goos }: Host): string | undefined {
  if (env.GOENV) return isAbsolute(env.GOENV) ? env.GOENV : undefined; // also `off`
  if (goos === "darwin") return env.HOME && join(env.HOME, "Library/Application Support/go/env");
  const config = env.XDG_CONFIG_HOME || (env.HOME && join(env.HOME, ".config"));
  return config && join(config, "go/env");
}
