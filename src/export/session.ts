import type { ActionGraph } from "../trace/actions/action-graph.ts";
import type { SpanFile } from "../trace/event.ts";
import type { Level } from "../trace/event-type.ts";
import type { PlacedProcess, PlacedTimeline } from "../trace/timeline.ts";
import type { CommandRecord } from "./command-record.ts";

/** A recorded build as exporters read it: every process is placed, but the spans of one are read only when it is its turn. */
export interface ExportSession {
  /** The session's id, or a name for the files that were given. */
  readonly name: string;
  readonly line: PlacedTimeline;
  /** What the session says of the go command; absent where span files were given. */
  readonly record?: CommandRecord;
  /** What go had to do, and in which order; absent where it was not asked. */
  readonly graph?: ActionGraph;
  /** Reads the spans of a process of the timeline; nothing of them is held afterwards. */
  read(process: PlacedProcess): Promise<SpanFile>;
}

/** What of the spans is written. */
export interface ExportChoice {
  /** Spans of deeper levels are left out: `package` is the shallowest, `pass` the deepest. */
  readonly level: Level;
}

/** Writes a session in one format, by the pipeful. The same session gives the same bytes. */
export type Exporter = (session: ExportSession, choice: ExportChoice) => AsyncGenerator<Uint8Array>;
