/**
 * What the page's script draws, as it lies in the page: columns instead of objects, names as indices into `names`, whole
 * numbers. Times of the timeline and the flame graphs are microseconds, those of tables nanoseconds.
 */
export interface PageData {
  readonly names: readonly string[];
  readonly timeline: TimelineData;
  readonly flames: readonly FlameData[];
  readonly tables: readonly TableData[];
}

/** Columns of processes, by start. */
export interface TimelineData {
  readonly elapsed: number;
  /** Every phase, the longest first: that gives each its colour. */
  readonly phases: readonly number[];
  readonly tool: readonly number[];
  readonly package: readonly number[];
  readonly start: readonly number[];
  readonly end: readonly number[];
  /** `killed` for a process without an exit, `running` in a session that has not ended. */
  readonly exit: readonly (number | "killed" | "running")[];
  /** Of each process, flat: an index into `phases`, the start after that of the process, the duration; and so on. */
  readonly intervals: readonly (readonly number[])[];
  /** Of each process, in equal parts of its time: the mean number of goroutines at work beside the main one, times 100. */
  readonly parallel: readonly (readonly number[])[];
  /** Absent where nothing is known of go's actions. */
  readonly actions?: TimelineActions;
}

/** Columns of the actions that the processes belong to. Times may lie before 0, where the first process began. */
export interface TimelineActions {
  /** Of each process the row of its action, -1 where that is not known. */
  readonly of: readonly number[];
  /** The first moment of the build. */
  readonly begin: number;
  /** All that it depends on was done. */
  readonly ready: readonly number[];
  /** A slot took it. */
  readonly start: readonly number[];
  /** By how much longer it may run before the critical path gets longer. */
  readonly slack: readonly number[];
  /** 1 for those on the critical path, else 0. */
  readonly critical: readonly number[];
}

/** Columns of nodes; a parent stands before its children, and of siblings the longest comes first. */
export interface FlameData {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** Row of the node above, -1 for a package. */
  readonly parent: readonly number[];
  readonly name: readonly number[];
  /** Index into `kinds`. */
  readonly kind: readonly number[];
  readonly time: readonly number[];
  readonly count: readonly number[];
  readonly kinds: readonly string[];
}

export interface TableData {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** All as long as one another. The rows are sorted by the second, the largest first. */
  readonly columns: readonly ColumnData[];
}

/** A column of names, nanoseconds, bytes, or counts. */
export interface ColumnData {
  readonly title: string;
  readonly unit: "name" | "time" | "bytes" | "count";
  readonly values: readonly number[];
}
