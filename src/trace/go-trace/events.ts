/** An event that begins or ends a span. */
export interface GoTraceEvent {
  readonly begins: boolean;
  readonly name: string;
  /** The goroutine, as cmd/go numbers those that it tells apart. */
  readonly thread: number;
  /** Quarters of a microsecond, Unix time: whole numbers, as that is what a double can hold of it today. */
  readonly quarters: number;
}

/** What a line of the file is: an event that counts, one that says nothing of spans (a flow), or none. */
export type GoTraceLine = GoTraceEvent | "other" | undefined;

/** Reads a line, `{"name":…,"ph":"B","ts":…,"pid":0,"tid":…}` with what separates it from the lines around it. */
export function parseGoTraceLine(line: string): GoTraceLine {
  const json = parse(line.replace(/^[[,\s]+/, "").replace(/[\],\s]+$/, ""));
  if (!json) return undefined;
  const { name, ph, ts, tid = 0 } = json;
  if (typeof ph !== "string") return undefined;
  if (ph !== "B" && ph !== "E") return "other";
  const quarters = typeof ts === "number" ? Math.round(4 * ts) : -1;
  const isRight = typeof name === "string" && Number.isSafeInteger(quarters) && quarters >= 0;
  return isRight && isThread(tid) ? { begins: ph === "B", name, thread: tid, quarters } : undefined;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isThread(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
