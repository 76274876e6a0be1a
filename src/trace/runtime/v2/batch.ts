import { ByteReader } from "../../decode/bytes.ts";
import { eventNumber } from "./events.ts";

/** Events of one thread in the order of time, or a part of a table. */
export interface Batch {
  readonly generation: number;
  /** The id of the thread; 2^64 (rounded from the greatest there is) for none. */
  readonly thread: number;
  /** In ticks; the times of events are differences from here on. */
  readonly time: bigint;
  /** In the format of an experiment. */
  readonly experimental: boolean;
  readonly content: Uint8Array;
  /** Offset of the content, and of what comes after it, from where the bytes begin. */
  readonly from: number;
  readonly end: number;
}

/** What stands at a place where a batch may begin. */
export type Part =
  | Batch
  | "end-of-generation"
  /** Not all of it: so many bytes are needed at least. */
  | { readonly wanted: number }
  | { readonly problem: string };

/** No runtime writes a longer one, in bytes. */
const longestBatch = 64 * 1024;

/** The marks of a batch, and five numbers of up to ten bytes. */
const longestHeader = 52;

/** Reads the batch that begins at the first of the bytes; there is one at least. */
export function readBatch(bytes: Uint8Array): Part {
  const reader = new ByteReader(bytes);
  const mark = reader.byte();
  if (mark === eventNumber.EndOfGeneration) return "end-of-generation";
  const experimental = mark === eventNumber.ExperimentalBatch;
  if (!experimental && mark !== eventNumber.EventBatch) return { problem: `no batch begins but ${mark}` };
  if (experimental) reader.byte(); // which experiment
  const [generation, thread] = [reader.varint(), reader.varint()];
  reader.varint();
  const time = reader.exact;
  const size = reader.varint();
  if (reader.failed)
    return bytes.length < longestHeader ? { wanted: bytes.length + 1 } : { problem: "a number is too long" };
  if (size > longestBatch) return { problem: `a batch claims to have ${size} bytes` };
  if (generation === 0) return { problem: "a batch is of no generation" };
  const from = reader.position;
  const end = from + size;
  if (end > bytes.length) return { wanted: end };
  return { generation, thread, time, experimental, content: bytes.subarray(from, end), from, end };
}
