import { running } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";
import { longestPath } from "./longest-path.ts";
import { slotsUsed } from "./schedule.ts";
import { simulation } from "./simulate.ts";
import { unitKey, type WorkUnit, workUnit } from "./work-unit.ts";

/**
 * What the build would take on other machines, simulated. Every action is taken to run for as long as it did, beside as
 * many others as it had: what fewer or more at once cost each other is not in it, so with more slots than cores fewer
 * slots come out too slow, and more of them too fast. Nor are the backend workers that cmd/go gives a compile, from
 * go1.26 on by how many run. Times are nanoseconds.
 */
export interface WhatIf {
  /** The slots that the build had. */
  readonly slots: number;
  /** What it took, and what the simulation says it should have taken. */
  readonly wall: number;
  readonly simulated: number;
  /** `simulated` as a share of `wall`: 1 where the simulation is right. Absent where nothing ran. */
  readonly accuracy?: number;
  readonly bySlots: readonly SlotsRow[];
  /** Those on the critical path, the largest share of it first. */
  readonly byUnit: readonly FreeRow[];
}

export interface SlotsRow {
  readonly slots: number;
  readonly wall: number;
}

/** If one unit of work took no time, on the slots that the build had. */
export interface FreeRow extends WorkUnit {
  /** Its time on the critical path. */
  readonly onPath: number;
  readonly wall: number;
  /** Against `simulated`; negative where the order of the others becomes a worse one. */
  readonly saved: number;
}

/** The usual machines, and the one that there was. */
function slotCounts(slots: number): number[] {
  return [...new Set([1, 2, 4, 16, 64, Math.max(slots, 1)])].sort((a, b) => a - b);
}

/** `slots`: what `-p` was; as many as were used at once if that is not known. `top`: how many units are tried. */
export function whatIf(graph: ActionGraph, top: number, slots = slotsUsed(graph)): WhatIf {
  const simulate = simulation(graph.actions);
  const simulated = simulate(slots);
  const units = graph.actions.map((action) => unitKey(workUnit(action)));
  const freed = (unit: UnitOnPath): FreeRow => {
    const key = unitKey(unit);
    const times = graph.actions.map((action, index) => (units[index] === key ? 0 : running(action)));
    const wall = simulate(slots, times);
    return { ...unit, wall, saved: simulated - wall };
  };
  return {
    ...{ slots, wall: graph.wall, simulated },
    ...(graph.wall > 0 && { accuracy: simulated / graph.wall }),
    bySlots: slotCounts(slots).map((count) => ({ slots: count, wall: simulate(count) })),
    byUnit: unitsOnPath(graph).slice(0, top).map(freed),
  };
}

type UnitOnPath = WorkUnit & Pick<FreeRow, "onPath">;

/** The units on the critical path, the longest first, then in the order of the path. */
function unitsOnPath(graph: ActionGraph): UnitOnPath[] {
  const units = new Map<string, UnitOnPath>();
  for (const index of longestPath(graph).actions) {
    const action = graph.actions[index]!;
    const unit = workUnit(action);
    const key = unitKey(unit);
    units.set(key, { ...unit, onPath: (units.get(key)?.onPath ?? 0) + running(action) });
  }
  return [...units.values()].sort((a, b) => b.onPath - a.onPath);
}
