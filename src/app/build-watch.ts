import type { Host } from "../host/host.ts";
import type { Session } from "../toolchain/session.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { importPathOf } from "../trace/event.ts";
import { readQuickActionGraph } from "./session-actions.ts";
import { hasEnded, spanFilesIn, type TraceFile } from "./trace-files.ts";

/** How far a build is. */
export interface BuildState {
  /** Packages whose compile has ended. */
  readonly compiled: number;
  /** Packages of the build, as far as go has said it; those that are in the build cache are not compiled. */
  readonly packages?: number;
  /** Whether none of them comes out of the build cache. */
  readonly compilesAll: boolean;
  /** The traced processes that run, the oldest first. */
  readonly running: readonly RunningProcess[];
}

export interface RunningProcess {
  readonly tool: string;
  readonly package: string;
  /** Since its start; nanoseconds. */
  readonly age: number;
}

type Reading = Pick<Host, "readDir" | "readBytes" | "readRange" | "stat" | "monotonic">;

/** Enough for the header of a span file. */
const headLength = 4096;

/** What can be told of a build while it runs, by the files that appear in its session's folder. */
export class BuildWatch {
  private readonly ended = new Set<string>();
  private readonly starts = new Map<string, Omit<RunningProcess, "age"> & { readonly start: bigint }>();
  private packages: number | undefined;

  /** `compilesAll`: go was told to (`-a`). */
  constructor(
    private readonly host: Reading,
    private readonly session: Session,
    private readonly compilesAll: boolean,
  ) {}

  /** Costs a listing of the folder, and two short reads for each process that runs. */
  async look(): Promise<BuildState> {
    const files = await spanFilesIn(this.host, this.session.traceDir);
    for (const file of files) if (!this.ended.has(file.name)) await this.lookAt(file);
    this.packages ??= await this.countPackages();
    const compiled = [...this.ended].filter((name) => name.startsWith("compile-")).length;
    return {
      ...{ compiled, compilesAll: this.compilesAll, running: this.running() },
      ...(this.packages !== undefined && { packages: this.packages }),
    };
  }

  private async lookAt(file: TraceFile): Promise<void> {
    const { name, path } = file;
    const { size = 0 } = (await this.host.stat(path)) ?? {};
    if (await hasEnded(this.host, file, size)) this.ended.add(name);
    else if (!this.starts.has(name)) await this.noteStart(name, path);
  }

  private async noteStart(name: string, path: string): Promise<void> {
    const { header } = decodeSpanFile(await this.host.readRange(path, 0, headLength));
    if (!header) return;
    const { tool, anchor } = header;
    this.starts.set(name, { tool, package: importPathOf(header), start: anchor.mono0 });
  }

  private running(): RunningProcess[] {
    const now = this.host.monotonic();
    const running = [...this.starts].filter(([name]) => !this.ended.has(name));
    return running
      .map(([, { start, ...process }]) => ({ ...process, age: Math.max(0, Number(now - start)) }))
      .sort((a, b) => b.age - a.age);
  }

  /** go writes its graph once before it builds, and again when it has ended; in between it can be torn. */
  private async countPackages(): Promise<number | undefined> {
    const graph = await readQuickActionGraph(this.host, this.session.dir);
    return graph?.actions.filter(({ mode, needed }) => mode === "build" && needed).length || undefined;
  }
}
