import type { TraceBuilder } from "../builder.ts";
import { ByteQueue } from "../byte-queue.ts";
import { type Batch, readBatch } from "./batch.ts";
import { type Extent, Generation } from "./generation.ts";
import { Scheduler } from "./scheduler.ts";

/**
 * Reads a trace in the layout since go1.22: batches of threads, in generations. A generation's tables stand at its end,
 * so that its annotations are held until then, as numbers, and the tables as bytes; of all else no more than a batch.
 */
export class V2Decoder {
  private readonly queue = new ByteQueue();
  private readonly scheduler: Scheduler;
  private generation: Generation | undefined;
  private latest = 0;
  /** Whether part of a generation is missing. */
  private isBroken = false;
  private stopped = false;

  /** `marksEnds`: whether the version has a mark at the end of each generation. `start`: offset of the first byte. */
  constructor(
    private readonly trace: TraceBuilder,
    private readonly marksEnds: boolean,
    start: number,
  ) {
    this.scheduler = new Scheduler(trace);
    this.queue.offset = start;
  }

  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.queue.push(chunk);
    for (let bytes = this.queue.peek(); bytes && !this.stopped; bytes = this.queue.peek()) this.part(bytes);
  }

  finish(): void {
    const isTorn = !this.stopped && this.queue.rest().length > 0;
    if (isTorn) this.trace.findings.add({ kind: "torn-trace", at: this.queue.offset });
    const isCut = isTorn || this.stopped || (this.marksEnds && this.generation !== undefined);
    const isWhole = this.finishGeneration(isCut ? "torn" : "unsure");
    this.trace.truncated = isCut || !isWhole;
  }

  private part(bytes: Uint8Array): void {
    const part = readBatch(bytes);
    if (part === "end-of-generation") {
      this.queue.take(1);
      this.finishGeneration("whole");
    } else if ("wanted" in part) this.queue.take(0, part.wanted);
    else if ("problem" in part) {
      this.trace.findings.add({ kind: "bad-batch", at: this.queue.offset, problem: part.problem });
      this.stopped = true;
    } else this.batch(part);
  }

  private batch(batch: Batch): void {
    if (this.generation?.number !== batch.generation) this.begin(batch.generation);
    this.generation!.batch(batch, this.queue.offset + batch.from);
    this.queue.take(batch.end);
  }

  private begin(number: number): void {
    this.finishGeneration(this.marksEnds ? "unsure" : "whole");
    if (this.latest > 0 && number !== this.latest + 1)
      this.trace.findings.add({
        kind: "generation-out-of-order",
        at: this.queue.offset,
        generation: number,
      });
    this.latest = number;
    this.generation = new Generation(number, this.trace, this.scheduler);
  }

  /** False where something of it is missing. */
  private finishGeneration(extent: Extent): boolean {
    const { generation, trace } = this;
    const { offset } = this.queue;
    const isWhole = generation?.finish(extent, offset) ?? true;
    if (!isWhole) this.isBroken = true;
    else if (generation && !this.isBroken) trace.whole = offset;
    this.generation = undefined;
    return isWhole;
  }
}
