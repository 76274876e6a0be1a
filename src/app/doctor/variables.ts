import type { Host } from "../../host/host.ts";
import { findOnPath } from "../../toolchain/go-command.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** Settings of Go that would make a traced build other than expected. Our own builds of the tools ignore them all. */
interface Trap {
  readonly variable: string;
  readonly springs: (value: string) => boolean;
  readonly why: string;
  readonly remedy: string;
}

const traps: readonly Trap[] = [
  {
    variable: "GOFLAGS",
    springs: (value) => /(?:^|\s)-mod=mod\b/.test(value),
    why: "go may rewrite go.mod and go.sum while it builds",
    remedy: "Take -mod=mod out of GOFLAGS for traced builds.",
  },
  {
    variable: "GOFLAGS",
    springs: (value) => /(?:^|\s)--?toolexec\b/.test(value),
    why: "another program starts the compiler; its time is in the trace, too",
    remedy: "Take -toolexec out of GOFLAGS for traced builds.",
  },
  {
    variable: "GOFLAGS",
    springs: (value) => /-traceprofile\b/.test(value),
    why: "the compiler's own runtime trace has precedence over ours",
    remedy: "Take -traceprofile out of GOFLAGS if you want --runtime-trace.",
  },
  {
    variable: "GOTOOLCHAIN",
    springs: (value) => !/^(?:local|auto|path|local\+.*)?$/.test(value),
    why: "it names a release; `traceinject go` runs the instrumented one and nothing else",
    remedy: "Name the release by `traceinject --go` instead.",
  },
  {
    variable: "GOEXPERIMENT",
    springs: (value) => value !== "",
    why: "the compiler compiles with these experiments, so not as it does by default",
    remedy: "Unset GOEXPERIMENT unless that is what you want to see.",
  },
];

/** Looks at the user's settings as his own go command sees them: environment and `go env -w`. */
export async function checkVariables(host: Host): Promise<Diagnosis[]> {
  const go = await findOnPath(host, "go");
  if (!go) return [];
  const settings = await userSettings(host, go);
  const sprung = traps.filter(({ variable, springs }) => springs(settings[variable] ?? ""));
  const found = sprung.map(({ variable, why, remedy }): Diagnosis => {
    return {
      id: variable.toLowerCase(),
      status: "warn",
      found: `${variable}=${settings[variable]}: ${why}`,
      remedy,
    };
  });
  const goroot = await checkGorootVariable(host, go);
  const all = [...found, ...(goroot ? [goroot] : [])];
  return all.length > 0 ? all : [{ id: "go-env", status: "ok", found: "no setting of Go is in the way" }];
}

async function checkGorootVariable(host: Host, go: string): Promise<Diagnosis | undefined> {
  const set = host.env.GOROOT;
  if (!set) return undefined;
  const { GOROOT: own = "" } = await ask(host, go, ["GOROOT"], { ...host.env, GOROOT: undefined });
  if ((await resolved(host, set)) === (await resolved(host, own))) return undefined;
  const found = `GOROOT=${set}, but the go on PATH belongs to ${own}, which is the one that is instrumented`;
  return {
    id: "goroot",
    status: "warn",
    found,
    remedy: `Unset GOROOT, or instrument that one: --goroot ${set}.`,
  };
}

const resolved = async (host: Host, path: string): Promise<string> =>
  (await host.stat(path)) ? host.realPath(path) : path;

/** By the go command, but for GOTOOLCHAIN, which would make it switch, and perhaps download, before it answers. */
async function userSettings(host: Host, go: string): Promise<Record<string, string | undefined>> {
  const { GOENV = "", ...answer } = await ask(host, go, ["GOFLAGS", "GOEXPERIMENT", "GOENV"], host.env);
  const file = (await host.stat(GOENV))?.kind === "file" ? await host.readFile(GOENV) : "";
  return { ...answer, GOTOOLCHAIN: host.env.GOTOOLCHAIN ?? /^GOTOOLCHAIN=(.*)$/m.exec(file)?.[1] };
}

async function ask(
  host: Host,
  go: string,
  names: readonly string[],
  env: Host["env"],
): Promise<Record<string, string>> {
  const command = { file: go, args: ["env", "-json", ...names], env: { ...env, GOTOOLCHAIN: "local" } };
  const { exitCode, stdout } = await host.run(command);
  return exitCode === 0 ? (JSON.parse(stdout) as Record<string, string>) : {};
}
