import { kind } from "../../trace/analysis/lineage.ts";
import { eventsOf } from "../../trace/analysis/recorded-events.ts";
import type { SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import { type ExportLane, LaneCursor, lanesOf } from "../lanes.ts";
import { worksByRow } from "../names.ts";
import { BusyTime } from "./busy.ts";
import { Frame, type FrameKind } from "./frames.ts";
import { MainPhases } from "./phases.ts";

/**
 * The stacks of one process. The process is the outermost frame; the lanes of workers and files hang below the phase in
 * which they begin.
 *
 * Time is the self time of spans, on the main lane without that in which another lane was in a span: the main goroutine
 * waits then. So a process's time adds up to that which its goroutines spent in spans, each second of each once.
 */
export function framesOf(name: string, file: SpanFile, level: Level): Frame {
  const root = new Frame("package", name);
  const tree = new Tree(file, level);
  const lanes = lanesOf(file, level);
  const main = lanes[0]?.number === 0 ? lanes.shift() : undefined;
  const phases = new MainPhases(file, main);
  if (main) tree.addLane(main, () => root, new BusyTime(file.spans, lanes));
  for (const lane of lanes) tree.addLane(lane, (row) => phases.around(root, row));
  if (level !== "package") addMemory(root, file);
  return root;
}

/** Spans have no names of functions where passes are written: there would be as many stacks as spans. */
class Tree {
  private readonly works: ReadonlyMap<number, number>;

  constructor(
    private readonly file: SpanFile,
    private readonly level: Level,
  ) {
    this.works = worksByRow(file);
  }

  /** `below` gives the frame that an outermost span hangs below; `waiting` is time that does not count. */
  addLane({ rows }: ExportLane, below: (row: number) => Frame, waiting?: BusyTime): void {
    const cursor = new LaneCursor(this.file.spans, rows);
    const open: Frame[] = [];
    for (let before = 0; cursor.advance(); before = cursor.time) {
      const outer = cursor.begins ? open.at(-1) : open.pop();
      const spent = cursor.time - before;
      if (outer) outer.wall += spent - (waiting?.between(before, cursor.time) ?? 0);
      if (!cursor.begins) continue;
      const frame = this.frame(outer ?? below(cursor.row), cursor.row);
      frame.spans++;
      open.push(frame);
    }
  }

  private frame(outer: Frame, row: number): Frame {
    const { spans, names } = this.file;
    const name = names[spans.name[row]!]!;
    const of = spans.kind[row]!;
    const isNamed = this.level !== "pass";
    if (of === kind.package) return outer;
    if (of === kind.function) return isNamed ? outer.child("function", name) : outer;
    if (of !== kind.work) return outer.child(frameKinds[of] ?? "other", name);
    const work = outer.child("other", names[this.works.get(row)!] ?? "work");
    return isNamed ? work.child("function", name) : work;
  }
}

const frameKinds: Readonly<Record<number, FrameKind>> = { [kind.phase]: "phase", [kind.pass]: "pass" };

/** What was allocated in a phase: the figures count from the start of the process. */
function addMemory(root: Frame, { events }: SpanFile): void {
  let [bytes, objects] = [0, 0];
  for (const { fields } of eventsOf(events, "Memory")) {
    const frame = root.child("phase", fields.phase);
    frame.allocatedBytes += Math.max(0, fields.allocatedBytes - bytes);
    frame.allocatedObjects += Math.max(0, fields.allocatedObjects - objects);
    [bytes, objects] = [fields.allocatedBytes, fields.allocatedObjects];
  }
}
