/** What a frame stands for; the first four are also labels. */
export type FrameKind = "package" | "phase" | "function" | "pass" | "other";

/** Real stacks are not ten deep. What lies deeper in a damaged file counts for the last frame, or stacks had no end. */
const maxDepth = 250;

/** A frame of a stack, with what was spent in it and in none below it. */
export class Frame {
  spans = 0;
  /** Nanoseconds. */
  wall = 0;
  allocatedBytes = 0;
  allocatedObjects = 0;
  /** By kind, then by name. */
  private readonly below = new Map<FrameKind, Map<string, Frame>>();

  constructor(
    readonly kind: FrameKind,
    readonly name: string,
    private readonly depth = 1,
  ) {}

  child(kind: FrameKind, name: string): Frame {
    if (this.depth === maxDepth) return this;
    const named = this.below.get(kind) ?? new Map<string, Frame>();
    const frame = named.get(name) ?? new Frame(kind, name, this.depth + 1);
    if (named.size === 0) this.below.set(kind, named);
    named.set(name, frame);
    return frame;
  }

  *children(): Generator<Frame> {
    for (const named of this.below.values()) yield* named.values();
  }
}
