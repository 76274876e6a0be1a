import type { FieldType } from "../event-type.ts";
import { eventTypes } from "../schema.generated.ts";
import type { ByteReader } from "./bytes.ts";

const byNumber = new Map(eventTypes.flatMap((type) => (type.id === undefined ? [] : [[type.id, type]])));

/** The event of that number, if there is one. */
export function eventNumbered(number: number): (typeof eventTypes)[number] | undefined {
  return byNumber.get(number);
}

/** Reads what depends on more than the bytes at hand. */
export interface FieldReader {
  integerOf(bytes: ByteReader): number;
  textOf(bytes: ByteReader): string;
}

/**
 * Reads the fields of an event, or of a record in it, in the order of the schema; `bytes.failed` says whether they are
 * there. What comes after them is not read: a newer schema may have more.
 */
export function readFields(types: readonly FieldType[], bytes: ByteReader, reader: FieldReader): object {
  const fields: Record<string, unknown> = {};
  for (const type of types) {
    if (type.derived || bytes.failed) continue;
    const value = type.list ? readList(type, bytes, reader) : readValue(type, bytes, reader);
    if (!type.optional || value !== "") fields[type.name] = value;
  }
  return fields;
}

function readList(type: FieldType, bytes: ByteReader, reader: FieldReader): unknown[] {
  const list: unknown[] = [];
  for (let count = bytes.count(); count > 0 && !bytes.failed; count--)
    list.push(readValue(type, bytes, reader));
  return list;
}

function readValue({ type }: FieldType, bytes: ByteReader, reader: FieldReader): unknown {
  switch (type) {
    case "integer":
      return reader.integerOf(bytes);
    case "boolean":
      return bytes.boolean();
    case "text":
      return reader.textOf(bytes);
    case "hash":
      return bytes.hexWord();
    case "ratio":
      throw new Error("a ratio is derived, no file holds one");
    default:
      return readFields(type, bytes, reader);
  }
}
