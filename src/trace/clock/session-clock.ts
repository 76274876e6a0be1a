import type { Anchor } from "../event.ts";
import { type Boot, isSameBoot, type SessionClock, type SourceClock } from "./sync.ts";
import { wallOffset } from "./wall-offset.ts";

/** Readings of both clocks that did not come out of a trace: those of traceinject itself, which name no time namespace. */
export interface BootAnchors {
  readonly bootId?: string;
  readonly anchors: readonly Anchor[];
}

/**
 * The clock of most sources: of the boot whose name sorts first where two have as many. Where no source names its boot,
 * that of `readings`, else of the first source that knows both clocks; where all know the wall clock only, Unix time.
 */
export function sessionClock(
  sources: readonly SourceClock[],
  readings: readonly BootAnchors[] = [],
): SessionClock {
  const boot = commonBoot(sources);
  if (boot) {
    const same = sources.filter((one) => "boot" in one && one.boot && isSameBoot(one.boot, boot));
    const ours = readings.filter(({ bootId }) => bootId === boot.bootId);
    return { boot, ...wallOf([...same.flatMap(anchorsOf), ...ours.flatMap(({ anchors }) => anchors)]) };
  }
  const [first] = readings;
  if (first)
    return wallOf(readings.filter(({ bootId }) => bootId === first.bootId).flatMap(({ anchors }) => anchors));
  if (sources.length > 0 && sources.every(({ kind }) => kind === "wall"))
    return { wall: { offset: 0n, error: 0, set: false } };
  return wallOf(sources.map(anchorsOf).find((anchors) => anchors.length > 0) ?? []);
}

function wallOf(anchors: readonly Anchor[]): SessionClock {
  const wall = wallOffset(anchors);
  return wall ? { wall } : {};
}

function anchorsOf(source: SourceClock): readonly Anchor[] {
  return source.kind === "wall" ? [] : source.anchors;
}

function commonBoot(sources: readonly SourceClock[]): Boot | undefined {
  const boots = new Map<string, { boot: Boot; count: number }>();
  for (const source of sources) {
    const boot = source.kind === "wall" ? undefined : source.boot;
    if (!boot) continue;
    const name = JSON.stringify([boot.bootId, boot.timeNamespace]);
    boots.set(name, { boot, count: 1 + (boots.get(name)?.count ?? 0) });
  }
  const [most] = [...boots].sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1));
  return most?.[1].boot;
}
