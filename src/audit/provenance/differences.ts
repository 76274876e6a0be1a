/** Where two JSON values differ, and what stands there; undefined: nothing. */
export interface JsonDifference {
  /** `predicate.runDetails.builder.id`, `subject[1].name`. */
  readonly at: string;
  readonly wanted: unknown;
  readonly found: unknown;
}

/** All places at which `found` is not what it must be, in the order of `wanted`. The order of keys does not count. */
export function differences(wanted: unknown, found: unknown, at = ""): JsonDifference[] {
  if (Object.is(wanted, found)) return [];
  if (!isObject(wanted) || !isObject(found) || Array.isArray(wanted) !== Array.isArray(found))
    return [{ at, wanted, found }];
  const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...keys].flatMap((key) => differences(wanted[key], found[key], step(at, key, wanted)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function step(at: string, key: string, parent: unknown): string {
  if (Array.isArray(parent)) return `${at}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${at}[${JSON.stringify(key)}]`;
  return at === "" ? key : `${at}.${key}`;
}

/** `fingerprint is "ab", must be "cd"`. */
export function describeDifference({ at, wanted, found }: JsonDifference): string {
  const place = at === "" ? "the whole" : at;
  if (found === undefined) return `${place} is missing, must be ${brief(wanted)}`;
  if (wanted === undefined) return `${place} must not be there, but is ${brief(found)}`;
  return `${place} is ${brief(found)}, must be ${brief(wanted)}`;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}
