import { basename, dirname, join } from "node:path";
import type { SourceOrigin } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Host, RunResult } from "../host/host.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";
import { isLate } from "./rebuild.ts";
import { buildTools, goCommand, objectsOf, type ToolBuild } from "./tool-build.ts";

/** What a tool is built from: a release, and the sources that differ from it. */
export interface Side {
  readonly name: "stock" | "instrumented";
  readonly base: Goroot;
  readonly origin: SourceOrigin;
  /** By path below GOROOT/src; undefined: the file is not there. */
  readonly sources: ReadonlyMap<string, string | Uint8Array | undefined>;
}

/** The tools as built in a workshop. */
export interface BuiltSide {
  /** By name: `cmd/compile`. */
  readonly tools: ReadonlyMap<string, BuiltTool>;
  /** What the linker said if it refused to link a tool for its stack frames; then none of the files need be there. */
  readonly refused: string | undefined;
}

export interface BuiltTool {
  /** Gone when the workshop is. */
  readonly file: string;
  /** Object file of each package in it: import path → file. What two tools share is the same file as a rule. */
  readonly objects: ReadonlyMap<string, string>;
}

/** The tools that are built on each side. */
export interface Product {
  /** `cmd/compile`. */
  readonly tools: readonly string[];
  readonly goarch: string;
}

/** Tests are left out: go vet would compile them, too. */
const isNeeded = (path: string): boolean => !isLate(path) && !path.endsWith("_test.go");

/**
 * A copy of a GOROOT in a scratch folder, in which tools are built once as they are and once patched. Both sides use the same
 * path, flags, build cache and stock compiler, so that every difference between their objects comes from the sources.
 */
export class Workshop {
  readonly goroot: string;
  #base: Goroot | undefined;

  constructor(
    readonly host: Host,
    readonly scratch: string,
    readonly product: Product,
  ) {
    this.goroot = join(scratch, "goroot");
  }

  /** Makes the copy hold the sources of one side. */
  async fill({ base, sources }: Side, progress: Progress): Promise<void> {
    if (this.#base?.dir !== base.dir) await this.#copy(base, progress);
    for (const [path, content] of sources) {
      const file = join(this.goroot, "src", path);
      if (content === undefined) await this.host.remove(file);
      else await this.host.writeFile(file, content);
    }
  }

  async #copy(base: Goroot, progress: Progress): Promise<void> {
    progress.step(`copying ${base.version.text} from ${base.dir}`);
    await this.host.remove(this.goroot);
    await this.host.copyTree(base.dir, this.goroot, { ...gorootFiles, only: isNeeded });
    this.#base = base;
  }

  /** Builds the tools of a side that fills the workshop. `meanwhile` is called once go runs, and not waited for. */
  async build({ name, origin }: Side, progress: Progress, meanwhile?: () => void): Promise<BuiltSide> {
    const { tools } = this.product;
    progress.step(`building the ${name} ${tools.join(" ")}`);
    const job = this.#job(name, origin);
    const refused = await this.#link(job, progress, meanwhile);
    const objects = await objectsOf(this.host, job);
    const file = (tool: string): string => join(this.scratch, job.out, basename(tool));
    const built = tools.map((tool) => [tool, { file: file(tool), objects: objects.get(tool)! }] as const);
    return { tools: new Map(built), refused };
  }

  /** Removes the copy, of which the tools are left. */
  async empty(): Promise<void> {
    this.#base = undefined;
    await this.host.remove(this.goroot);
  }

  /** A tool that the linker refuses is still worth an audit: that is a finding, and the objects are there. */
  async #link(job: ToolBuild, progress: Progress, meanwhile?: () => void): Promise<string | undefined> {
    try {
      await buildTools(this.host, job, progress, meanwhile);
      return undefined;
    } catch (error) {
      const cause = (error as Error).cause;
      const said = cause instanceof Error ? cause.message : "";
      if (said.includes("nosplit stack over")) return said;
      throw error;
    }
  }

  /** Builds another tool of the release for this machine, such as its disassembler; gives the file. */
  async hostTool(tool: string, progress: Progress): Promise<string> {
    progress.step(`building ${tool}`);
    const job = { ...this.#job("host", "release"), tools: [tool], goarch: undefined };
    return join(await buildTools(this.host, job, progress), basename(tool));
  }

  /** Runs go on the copy with the flags and the environment of the recipe; `words` is the go command, `args` follow. */
  async run(words: readonly string[], args: readonly string[]): Promise<RunResult> {
    return this.host.run(await goCommand(this.host, this.#job("stock", "release"), words, args));
  }

  #job(out: string, origin: SourceOrigin): ToolBuild {
    if (!this.#base) throw new Error("the workshop is empty");
    return { base: this.#base, goroot: this.goroot, ...this.product, scratch: this.scratch, out, origin };
  }
}

/** The import paths of the packages that these files belong to, sorted. */
export function packagesOfFiles(paths: Iterable<string>): string[] {
  return [...new Set([...paths].map((path) => dirname(path)))].sort();
}
