import type { Exporter } from "./session.ts";

/** A format, without the code that writes it: that is loaded when it is needed. */
export interface Format {
  readonly name: string;
  /** How files of this format end by custom, without the first point. */
  readonly ending: string;
  /** What it is and what opens it: at most 66 characters, a line of the help. */
  readonly describe: string;
  /** Whether it is no text, so that a terminal is spared of it. */
  readonly binary: boolean;
  readonly load: () => Promise<Exporter>;
}

/** Every format, in the order in which help lists them. A new one is a file beside this and an entry here. */
export const exportFormats: readonly Format[] = [
  {
    name: "chrome",
    ending: "trace.json",
    describe: "Chrome Trace Event JSON, for ui.perfetto.dev and chrome://tracing",
    binary: false,
    load: async () => (await import("./chrome.ts")).exportChrome,
  },
  {
    name: "gotrace",
    ending: "trace",
    describe: "A Go execution trace, for go tool trace of go1.22 and later",
    binary: true,
    load: async () => (await import("./gotrace/gotrace.ts")).exportGoTrace,
  },
  {
    name: "pftrace",
    ending: "pftrace",
    describe: "Perfetto's own format, a third of the bytes of chrome",
    binary: true,
    load: async () => (await import("./perfetto/perfetto.ts")).exportPerfetto,
  },
  {
    name: "pprof",
    ending: "pb.gz",
    describe: "A profile of self time and allocations, for go tool pprof",
    binary: true,
    load: async () => (await import("./pprof/pprof.ts")).exportPprof,
  },
  {
    name: "speedscope",
    ending: "speedscope.json",
    describe: "speedscope's JSON, a profile for each goroutine of each process",
    binary: false,
    load: async () => (await import("./speedscope.ts")).exportSpeedscope,
  },
  {
    name: "folded",
    ending: "folded",
    describe: "Stacks with their self time in nanoseconds, for flamegraph.pl",
    binary: false,
    load: async () => (await import("./folded.ts")).exportFolded,
  },
  {
    name: "otlp",
    ending: "otlp.json",
    describe: "OpenTelemetry's OTLP in JSON, for collectors; Jaeger, Tempo",
    binary: false,
    load: async () => (await import("./otlp/otlp.ts")).exportOtlp,
  },
  {
    name: "csv",
    ending: "csv",
    describe: "A span a row, times in nanoseconds, for databases and sheets",
    binary: false,
    load: async () => (await import("./csv.ts")).exportCsv,
  },
];
