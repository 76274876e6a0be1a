import type { Anchor, SpanHeader } from "../event.ts";
import { type Level, levels } from "../event-type.ts";

/** The header, or what is wrong with it; `format` is set where it is one of another format. */
export type HeaderResult = SpanHeader | { readonly problem: string; readonly format?: string };

/** Reads the JSON of an `H` chunk. Keys that are not of the format are ignored. */
export function parseHeader(payload: Uint8Array): HeaderResult {
  const json = parseObject(payload);
  if (!json) return { problem: "the header is not a JSON object" };
  if (json.format !== 3) {
    const format = typeof json.format === "number" ? String(json.format) : "not a number";
    return { problem: "the header is of another format", format };
  }
  const text = texts.find((key) => typeof json[key] !== "string");
  if (text) return { problem: `${text} is not a text` };
  const number = numbers.find((key) => !Number.isSafeInteger(json[key]));
  if (number) return { problem: `${number} is not a whole number` };
  if (!levels.includes(json.level as Level)) return { problem: "level is none of the levels" };
  const anchor = parseAnchor(json.anchor);
  if (!anchor) return { problem: "anchor has no decimal strings mono0, wall and mono1" };
  return { ...pick(json), anchor };
}

const texts = ["tool", "package", "goVersion", "goos", "goarch", "level"] as const;
const numbers = ["pid", "ppid", "workers", "schema"] as const;
const optionalTexts = ["importPath", "action", "runtimeTrace", "bootId", "timeNamespace"] as const;

/** The keys of the format, and no others; optional ones only where they are texts. */
function pick(json: Record<string, unknown>): Omit<SpanHeader, "anchor"> {
  const given = optionalTexts.filter((key) => typeof json[key] === "string");
  const entries = [...texts, ...numbers, ...given].map((key) => [key, json[key]]);
  return Object.fromEntries(entries) as Omit<SpanHeader, "anchor">;
}

function parseObject(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(payload));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function parseAnchor(value: unknown): Anchor | undefined {
  const { mono0, wall, mono1 } = (value ?? {}) as Record<string, unknown>;
  const [a, b, c] = [nanoseconds(mono0), nanoseconds(wall), nanoseconds(mono1)];
  return a === undefined || b === undefined || c === undefined ? undefined : { mono0: a, wall: b, mono1: c };
}

/** A decimal string of at most 64 bits. */
function nanoseconds(text: unknown): bigint | undefined {
  return typeof text === "string" && /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined;
}
