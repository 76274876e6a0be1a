import type { TimelineData } from "../data.ts";

/** What an action of go did until its first process began; moments in microseconds. */
export interface Waiting {
  readonly begin: number;
  readonly ready: number;
  readonly start: number;
}

/** The first process of each action has what came before it; the others have nothing. */
export function waitingOf({ start, actions }: TimelineData): (Waiting | undefined)[] {
  const met = new Set<number>();
  return start.map((_, i) => {
    const row = actions?.of[i] ?? -1;
    if (!actions || row < 0 || met.has(row)) return undefined;
    met.add(row);
    return { begin: actions.begin, ready: actions.ready[row]!, start: actions.start[row]! };
  });
}

/** Whether a process belongs to an action on the critical path. */
export function isCritical({ actions }: TimelineData, i: number): boolean {
  return actions?.critical[actions.of[i]!] === 1;
}
