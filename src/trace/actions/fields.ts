import type { ActionFindings } from "./finding.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Reads the fields of one action. One that is absent or null has the default; one of another type, too, with a finding. */
export class Fields {
  constructor(
    private readonly json: Json,
    private readonly id: number,
    private readonly findings: ActionFindings,
  ) {}

  text(field: string): string {
    return this.read(field, "", (value) => typeof value === "string");
  }

  flag(field: string): boolean {
    return this.read(field, false, (value) => typeof value === "boolean");
  }

  /** A whole number from 0 on. */
  number(field: string): number {
    return this.read(field, 0, isCount);
  }

  /** Those elements of a list that are right. */
  list<T>(field: string, isRight: (value: unknown) => value is T): T[] {
    const list = this.read<unknown[]>(field, [], Array.isArray);
    const right = list.filter(isRight);
    if (right.length < list.length) this.bad(field);
    return right;
  }

  /** Unix nanoseconds; undefined for the zero time, which is how Go writes one that was never set. */
  time(field: string): bigint | undefined {
    const text = this.text(field);
    if (text === "" || text.startsWith("0001-01-01T")) return undefined;
    const time = parseTime(text);
    if (time === undefined) this.bad(field);
    return time;
  }

  private read<T>(field: string, otherwise: T, isRight: (value: unknown) => boolean): T {
    const value = this.json[field];
    if (value === undefined || value === null) return otherwise;
    if (isRight(value)) return value as T;
    this.bad(field);
    return otherwise;
  }

  private bad(field: string): void {
    this.findings.add({ kind: "bad-action-field", id: this.id, field });
  }
}

/** A whole number from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** Unix nanoseconds of an RFC 3339 text with up to nine digits of a second; undefined if it is none. */
export function parseTime(text: string): bigint | undefined {
  const [, second, fraction = "", zone] = rfc3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${second}${zone}`);
  if (second === undefined || Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
