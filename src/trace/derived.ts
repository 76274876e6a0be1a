import type { RecordedEvent, TraceEvent } from "./event.ts";
import type { StableIds } from "./ids.ts";
import type { EventFields } from "./schema.generated.ts";

/** The derived fields of an event, as far as they can be worked out. */
export function derivedFields({ event, fields }: TraceEvent, ids: StableIds): object {
  const derive = derivations[event] as ((fields: unknown, ids: StableIds) => object) | undefined;
  return derive?.(fields, ids) ?? {};
}

const derivations: {
  readonly [Name in RecordedEvent]?: (
    fields: EventFields[Name],
    ids: StableIds,
  ) => Partial<EventFields[Name]>;
} = {
  CompileStart: (_, { source }) => (source === undefined ? {} : { sourceHash: source }),
  SSAGenComplete: (of) => ({
    ...rate("blocksRate", of.blocksBefore, of.blocksAfter),
    ...rate("valuesRate", of.valuesBefore, of.valuesAfter),
    ...rate("phisRate", of.phisBefore, of.phisAfter),
    ...rate("memoryRate", of.memoryBefore, of.memoryAfter),
  }),
};

/** Four digits behind the point; none where nothing was there before. */
function rate(name: string, before: number, after: number): Record<string, number> {
  return before === 0 ? {} : { [name]: Math.round((after / before) * 1e4) / 1e4 };
}
