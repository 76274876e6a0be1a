import { join } from "node:path";
import { badUsage } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { cleanGoEnv, neutralDir } from "../../toolchain/go-command.ts";
import type { Goroot } from "../../toolchain/goroot.ts";
import { toolchainEnvironment } from "../../toolchain/traced-environment.ts";

/** A go command with its compiler. */
export interface Compiler {
  readonly name: "stock" | "instrumented";
  readonly goroot: string;
  readonly goBinary: string;
}

/** What is compiled, and in which surroundings. */
export interface Subject {
  /** `release`: packages of Go itself. `module`: those of the user, found from his folder. */
  readonly kind: "release" | "module";
  readonly patterns: readonly string[];
  readonly cwd: string;
  /** Arguments of every go command, after the word that says what it shall do. */
  readonly args: readonly string[];
  readonly env: (compiler: Compiler) => Readonly<Record<string, string | undefined>>;
}

type World = Readonly<Record<string, string | undefined>>;

/**
 * Packages of Go itself are compiled in a clean environment and a folder that no go.mod governs, without cgo, so that
 * everybody's proof is the same. The user's own are compiled as he compiles them: his folder, his GOFLAGS, GOEXPERIMENT,
 * CGO_*; what would lead to another compiler, serve objects from elsewhere or write to his module is taken out. Throws
 * `bad-usage` for packages of both kinds.
 */
export async function subjectOf(host: Host, base: Goroot, patterns: readonly string[]): Promise<Subject> {
  const ofGo = await Promise.all(patterns.map((pattern) => isOfGo(host, base, pattern)));
  if (ofGo.every((is) => is)) return release(host, patterns);
  if (ofGo.every((is) => !is)) return userModule(host, base, patterns);
  throw badUsage(
    "packages of Go itself and of your module cannot be proven at once",
    `Name them in two commands: traceinject prove ${patterns.filter((_, index) => ofGo[index]).join(" ")}`,
  );
}

/** `std`, `cmd`, `net/http`, `go/...`: what stands below GOROOT/src. */
async function isOfGo(host: Host, base: Goroot, pattern: string): Promise<boolean> {
  if (pattern === "std" || pattern === "cmd") return true;
  const [first = ""] = pattern.split("/");
  if (first === "" || first.startsWith(".")) return false;
  return (await host.stat(join(base.dir, "src", first))) !== undefined;
}

function release(host: Host, patterns: readonly string[]): Subject {
  const env = ({ goroot }: Compiler): World => cleanGoEnv(host, { GOROOT: goroot, CGO_ENABLED: "0" });
  return { kind: "release", patterns, cwd: neutralDir, args: [], env };
}

async function userModule(host: Host, base: Goroot, patterns: readonly string[]): Promise<Subject> {
  const env = ({ goroot, goBinary }: Compiler): World => ({
    ...toolchainEnvironment(host.env, goBinary),
    // Against `go env -w GOROOT=…`: both builds would be those of one compiler.
    GOROOT: goroot,
    GOCACHEPROG: undefined,
    // Modules that are not here are the user's to download.
    GOPROXY: "off",
  });
  const goFlags = await userGoFlags(host, base, env({ ...base, name: "stock", goroot: base.dir }));
  // -mod=readonly is the default, unless there is a vendor folder; only what would write has to be overruled.
  const args = /(^|\s)--?mod=mod(\s|$)/.test(goFlags) ? ["-mod=readonly"] : [];
  return { kind: "module", patterns, cwd: host.cwd, args, env };
}

async function userGoFlags(host: Host, { goBinary }: Goroot, env: World): Promise<string> {
  return (await host.run({ file: goBinary, args: ["env", "GOFLAGS"], env, cwd: host.cwd })).stdout;
}
