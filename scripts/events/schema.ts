import { parse } from "yaml";

/** schema/events.yaml, checked, with its names in the order of the file. */
export interface EventSchema {
  readonly version: number;
  readonly types: readonly RecordType[];
  readonly events: readonly EventType[];
}

export interface RecordType {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
}

export interface EventType extends RecordType {
  /** Absent where the event is the end of a span and has no record. */
  readonly id?: number;
  readonly span?: string;
  readonly level: string;
  /** Empty for all tools. */
  readonly tools: readonly string[];
  readonly occurs: string;
  readonly required?: string;
  readonly within?: string;
  readonly after: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly doc: string;
  /** `integer`, `boolean`, `text`, `hash`, `ratio` or the name of a record type. */
  readonly type: string;
  readonly list: boolean;
  readonly unit?: string;
  readonly optional: boolean;
  readonly derived: boolean;
}

const levels = ["package", "phase", "function", "pass"];
const scalars = ["integer", "boolean", "text", "hash", "ratio"];

/** Reads the schema's text; throws what is wrong with it. */
export function parseSchema(text: string): EventSchema {
  const raw = parse(text) as { version: number; types: Named; events: Named };
  const types = entries(raw.types).map(([name, type]) => ({ name, doc: doc(name, type), ...fieldsOf(type) }));
  const events = entries(raw.events).map(([name, event]) => eventType(name, event));
  const schema = { version: raw.version, types, events };
  check(schema);
  return schema;
}

type Raw = Readonly<Record<string, unknown>>;
type Named = Readonly<Record<string, Raw>>;

const entries = (named: unknown): [string, Raw][] => Object.entries((named ?? {}) as Named);

function doc(name: string, raw: Raw): string {
  if (typeof raw.doc !== "string") throw new Error(`${name} has no doc`);
  return raw.doc;
}

function eventType(name: string, raw: Raw): EventType {
  const { id, span, required, within } = raw as Partial<EventType>;
  return {
    name,
    doc: doc(name, raw),
    ...(id !== undefined && { id }),
    ...(span !== undefined && { span }),
    level: String(raw.level),
    tools: (raw.tools ?? []) as string[],
    occurs: String(raw.occurs),
    ...(required !== undefined && { required }),
    ...(within !== undefined && { within }),
    after: (raw.after ?? []) as string[],
    ...fieldsOf(raw),
  };
}

function fieldsOf(raw: Raw): { fields: Field[] } {
  return { fields: entries(raw.fields).map(([name, field]) => fieldOf(name, field)) };
}

function fieldOf(name: string, raw: Raw): Field {
  const list = Array.isArray(raw.type);
  return {
    name,
    doc: doc(name, raw),
    type: String(list ? (raw.type as unknown[])[0] : raw.type),
    list,
    ...(typeof raw.unit === "string" && { unit: raw.unit }),
    optional: raw.optional === true,
    derived: raw.derived === true,
  };
}

function check({ types, events }: EventSchema): void {
  const known = [...scalars, ...types.map(({ name }) => name)];
  const ids = new Set<number>();
  for (const { name, id, span, level, occurs, required, after, fields } of events) {
    const wrong = (problem: string): never => {
      throw new Error(`${name}: ${problem}`);
    };
    if ((id === undefined) === (span === undefined)) wrong("needs an id or a span");
    if (id !== undefined && ids.has(id)) wrong(`the id ${id} is taken`);
    if (id !== undefined) ids.add(id);
    if (!levels.includes(level)) wrong(`there is no level ${level}`);
    if (!["any", "at-most-once"].includes(occurs)) wrong(`it cannot occur ${occurs}`);
    if (!["exit", "success", undefined].includes(required)) wrong(`it cannot be required by ${required}`);
    const stranger = after.find((other) => !events.some((event) => event.name === other));
    if (stranger !== undefined) wrong(`there is no event ${stranger}`);
    for (const field of fields) if (!known.includes(field.type)) wrong(`there is no type ${field.type}`);
  }
}
