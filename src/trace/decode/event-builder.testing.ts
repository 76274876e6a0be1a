import type { RecordedEvent } from "../event.ts";
import type { FieldType } from "../event-type.ts";
import { type EventFields, eventTypes } from "../schema.generated.ts";
import { event, label, varint, zigzag } from "./span-builder.testing.ts";

/** An event by its name and fields; those that are not given are 0, false or empty. */
export function recorded<Name extends RecordedEvent>(
  name: Name,
  delta: number,
  fields: Partial<EventFields[Name]> = {},
): number[] {
  const type = eventTypes.find((one) => one.name === name);
  if (type?.id === undefined) throw new Error(`${name} has no record`);
  return event(type.id, payload(type.fields, fields), delta);
}

function payload(types: readonly FieldType[], fields: object): number[] {
  const values = fields as Readonly<Record<string, unknown>>;
  return types.filter(({ derived }) => !derived).flatMap((type) => field(type, values[type.name]));
}

function field({ type, list }: FieldType, value: unknown): number[] {
  if (!list) return one(type, value);
  const elements = (value ?? []) as unknown[];
  return [...varint(elements.length), ...elements.flatMap((element) => one(type, element))];
}

function one(type: FieldType["type"], value: unknown): number[] {
  if (typeof type === "object") return payload(type, (value ?? {}) as object);
  if (type === "text") return label((value ?? "") as string);
  if (type === "hash") return [...Buffer.from(String(value ?? "").padStart(16, "0"), "hex").reverse()];
  return type === "boolean" ? [value ? 1 : 0] : zigzag((value ?? 0) as number);
}
