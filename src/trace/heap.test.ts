import fc from "fast-check";
import { expect, it } from "vitest";
import { MinHeap } from "./heap.ts";

fc.configureGlobal({ seed: 20260102 });

it("gives the smallest key first, of equal keys the smallest item, whatever the order of push and pop", () => {
  const step = fc.oneof(fc.constant("pop" as const), fc.tuple(fc.nat(6), fc.nat(6)));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const heap = new MinHeap();
      let held: (readonly [number, number])[] = [];
      for (const now of steps) {
        if (now === "pop") {
          expect(heap.pop()).toEqual(held[0]);
          held = held.slice(1);
        } else {
          heap.push(...now);
          held = [...held, now].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        }
        expect(heap.size).toBe(held.length);
      }
    }),
  );
});
