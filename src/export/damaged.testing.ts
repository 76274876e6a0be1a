import fc from "fast-check";
import { deep, hostile, small } from "./samples.testing.ts";

/** Span files with bytes changed, or cut off. */
export const damaged = fc
  .record({
    file: fc.constantFrom(...small, hostile, deep(40)),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
    end: fc.nat(),
  })
  .map(({ file, changes, end }) => {
    const bytes = Uint8Array.from(file);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return bytes.subarray(0, end % 3 === 0 ? end % bytes.length : undefined);
  });
