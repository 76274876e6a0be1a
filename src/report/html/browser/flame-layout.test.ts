import { expect, it } from "vitest";
import { flameLayout, pathTo, sibling } from "./flame-layout.ts";

const parent = [-1, 0, 1, 0, -1, 4];
const time = [10, 6, 2, 3, 5, 5];

it("puts children side by side below their parent", () => {
  expect(flameLayout({ parent, time })).toEqual({
    start: [0, 0, 0, 6, 10, 10],
    depth: [0, 1, 2, 1, 0, 1],
    whole: 15,
    depths: 3,
  });
});

it("goes from a node to the one beside it, and stays where there is none", () => {
  expect([sibling(parent, 0, 1), sibling(parent, 1, 1), sibling(parent, 3, -1)]).toEqual([4, 3, 1]);
  expect([sibling(parent, 4, 1), sibling(parent, 2, 1), sibling(parent, 0, -1)]).toEqual([4, 2, 0]);
});

it("says the way to a node", () => {
  expect(pathTo(parent, 2)).toEqual([0, 1, 2]);
  expect(pathTo(parent, -1)).toEqual([]);
});
