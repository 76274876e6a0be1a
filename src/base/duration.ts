/**
 * A duration as Go's time.ParseDuration reads it, without a sign: numbers with units (`90s`, `10m`, `1h30m`, `1.5ms`),
 * or `0`. Nanoseconds; undefined for what is none.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  if (!whole.test(text)) return undefined;
  const parts = [...text.matchAll(part)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (nanoseconds[unit ?? ""] ?? 0), 0);
}

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3, // U+00B5, micro sign
  μs: 1e3, // U+03BC, Greek letter mu
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const one = `(\\d+(?:\\.\\d*)?|\\.\\d+)(${Object.keys(nanoseconds).join("|")})`;
const part = new RegExp(one, "g");
const whole = new RegExp(`^(?:${one})+$`);
