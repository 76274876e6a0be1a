import type { SpanFile } from "../trace/event.ts";

/** Bytes of files: those of `go build -a std` at level pass, 2.7 million spans, which take some 150 MB. */
const usualRoom = 32 * 1024 * 1024;

/**
 * What is held of files from their first reading, which places them, to the second, which is then spared. Where they
 * do not fit, they are read twice: what is held does not grow with the build.
 */
export class KeptTraces {
  private readonly traces = new Map<string, SpanFile>();

  /** `room` is the sum of the sizes that files may have which are held, in bytes. */
  constructor(private room = usualRoom) {}

  /** Holds what was read of a file of that size, if there is room. */
  offer(file: string, size: number, trace: SpanFile): void {
    if (size > this.room) return;
    this.room -= size;
    this.traces.set(file, trace);
  }

  /** What is held of a file, and from then on no longer. */
  take(file: string): SpanFile | undefined {
    const trace = this.traces.get(file);
    this.traces.delete(file);
    return trace;
  }
}
