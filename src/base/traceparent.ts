/**
 * The value of a W3C trace context header, which `text` may name (`traceparent: 00-…`); undefined where it is none.
 * Version, trace id, parent id and flags are lower-case hex; a version after 00 may have more to say behind them.
 */
export function parseTraceparent(text: string): string | undefined {
  const value = text.replace(/^\s*traceparent\s*:/i, "").trim();
  const [, version, traceId, parentId, more] = shape.exec(value) ?? [];
  if (version === undefined || version === "ff") return undefined;
  if (version === "00" && more) return undefined;
  return isZero(traceId) || isZero(parentId) ? undefined : value;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-\S*)?$/;

/** All zeros stand for no trace, or for no span. */
const isZero = (id = ""): boolean => /^0*$/.test(id);
