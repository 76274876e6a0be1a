import type { Command, RunResult } from "../host/host.ts";
import { type Answer, MemoryHost, type MemoryHostOptions } from "../host/memory.ts";
import { packageRoot } from "../host/package.ts";

/** The files of a small GOROOT in memory. Its go command is the answer of `fakeGo`. */
export function gorootFiles(dir: string, version = "go1.26.8"): Record<string, string> {
  return {
    [`${dir}/VERSION`]: `${version}\ntime 2026-08-28T16:20:06Z\n`,
    [`${dir}/bin/go`]: `go command of ${version}`,
    [`${dir}/pkg/tool/linux_amd64/compile`]: "stock compile",
    [`${dir}/src/cmd/compile/main.go`]: "package main\n",
    [`${dir}/src/fmt/print.go`]: "package fmt\n",
  };
}

export interface FakeGo {
  /** Version by GOROOT; others have no go command that runs. */
  readonly versions: Readonly<Record<string, string>>;
  /** What `go build` does, beyond writing the tools. */
  readonly build?: (
    command: Command,
    host: MemoryHost,
  ) => Partial<RunResult> | undefined | Promise<Partial<RunResult> | undefined>;
  /** What `go mod download` answers. */
  readonly download?: (command: Command, host: MemoryHost) => Partial<RunResult>;
}

/** Answers as a go command would, by the file that is run: `<GOROOT>/bin/go`, or a link to it. */
export function fakeGo(fake: FakeGo): Answer {
  return async (command, host) => {
    const { file, args } = command;
    if (args[0] === "-V=full") return { stdout: "compile version go1.26.8\n" };
    const program = (await host.stat(file)) ? await host.realPath(file) : "";
    if (!program.endsWith("/bin/go")) return undefined;
    const goroot = program.slice(0, -"/bin/go".length);
    if (args[0] === "env" && args.includes("GOMODCACHE"))
      return { stdout: JSON.stringify({ ...command.env, GOMODCACHE: "/home/user/go/pkg/mod" }) };
    if (args[0] === "env") return env(fake, command, goroot);
    if (args[0] === "mod") return fake.download?.(command, host) ?? { exitCode: 1, stderr: "no network" };
    if (args[0] === "build") return (await fake.build?.(command, host)) ?? writeTools(command, host);
    return undefined;
  };
}

function env({ versions }: FakeGo, { env = {} }: Command, goroot: string): Partial<RunResult> {
  const version = versions[goroot];
  if (!version) return { exitCode: 2, stderr: "go: cannot find GOROOT directory" };
  const answer = {
    ...env,
    GOROOT: env.GOROOT ?? goroot,
    GOVERSION: version,
    GOHOSTOS: "linux",
    GOHOSTARCH: "amd64",
  };
  return { stdout: JSON.stringify(answer) };
}

function writeTools({ args }: Command, host: MemoryHost): Partial<RunResult> {
  const out = args[args.indexOf("-o") + 1];
  for (const tool of args.filter((arg) => arg.startsWith("cmd/")))
    host.put(`${out}${tool.slice(4)}`, `patched ${tool}`);
  return {};
}

/** As much of our own package as is read where it runs. */
const ownPackage = {
  [`${packageRoot()}/package.json`]: JSON.stringify({ dependencies: { diff: "9.0.0" } }),
};

/** A machine with go1.26.8 in /usr/local/go, its go on PATH by a link in /usr/bin, as distributions do. */
export function machine(
  files: Record<string, string> = {},
  fake: Partial<FakeGo> = {},
  options: MemoryHostOptions = {},
) {
  const versions = { "/usr/local/go": "go1.26.8", ...fake.versions };
  const host = new MemoryHost(
    { ...gorootFiles("/usr/local/go"), ...ownPackage, ...files },
    { answer: fakeGo({ ...fake, versions }), ...options },
  );
  host.links.set("/usr/bin/go", "/usr/local/go/bin/go");
  for (const path of host.files.keys()) if (path.endsWith("/bin/go")) void host.chmod(path, 0o755);
  return host;
}
