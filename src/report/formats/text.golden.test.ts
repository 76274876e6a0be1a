import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { expectGolden } from "../golden.testing.ts";
import { sampleAnalysis, sampleFiles } from "../sample.testing.ts";
import { renderText } from "./text.ts";

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

it("shows three compiles on a wide screen", () => {
  const text = renderText(sampleAnalysis(), { top: 10, width: 120, colour: false });
  expectGolden(import.meta.url, "text.wide.golden.txt", text);
  expect(widest(text)).toBeLessThanOrEqual(120);
});

it("shows the same on a narrow screen, cut to few rows", () => {
  const text = renderText(sampleAnalysis(), { top: 3, width: 80, colour: false });
  expectGolden(import.meta.url, "text.narrow.golden.txt", text);
  expect(widest(text)).toBeLessThanOrEqual(80);
});

it("shows one compile", () => {
  const [[file, bytes] = ["", new Uint8Array()]] = Object.entries(sampleFiles);
  const text = renderText(sampleAnalysis({ [file]: bytes }), { top: 10, width: 100, colour: false });
  expectGolden(import.meta.url, "text.one.golden.txt", text);
});

it("changes nothing but colour when it is coloured", () => {
  const options = { top: 10, width: 100 };
  const coloured = renderText(sampleAnalysis(), { ...options, colour: true });
  const plain = renderText(sampleAnalysis(), { ...options, colour: false });
  expect(coloured).toContain("\u001b[");
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

it("lets no control character of a name through to the terminal", () => {
  const text = renderText(sampleAnalysis(), { top: 10, width: 100, colour: false });
  expect(text).toContain("main.(*game).step\ufffd[2J");
  expect(text).not.toContain("\u001b");
});

it("fits a screen", () => {
  const lines = renderText(sampleAnalysis(), { top: 8, width: 100, colour: false }).split("\n");
  expect(lines.length).toBeLessThanOrEqual(50);
});

it("says so when there is nothing", () => {
  expect(renderText(sampleAnalysis({}), { top: 10, width: 80, colour: false })).toBe(
    "No process was traced.\n",
  );
});
