import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { expectGolden } from "../golden.testing.ts";
import { diffFormats } from "./format.ts";
import { renderDiffJson } from "./json.ts";
import { renderDiffMarkdown } from "./markdown.ts";
import { sampleDiff, sampleReleases } from "./sample.testing.ts";
import { renderDiffText } from "./text.ts";

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));
const usual = diffFormats[0]!.subjects;
const screen = { top: 5, width: 100, colour: false };

it("shows two releases on a screen, sentences first", () => {
  const text = renderDiffText(sampleReleases(usual), screen);
  expectGolden(import.meta.url, "text.releases.golden.txt", text);
  expect(widest(text)).toBeLessThanOrEqual(100);
  expect(text.split("\n").length).toBeLessThanOrEqual(60);
  expect(text).not.toContain("\u001b");
});

it("shows single sessions in plain figures, and how to record more", () => {
  const text = renderDiffText(sampleDiff(1, usual), { ...screen, width: 80 });
  expectGolden(import.meta.url, "text.single.golden.txt", text);
  expect(widest(text)).toBeLessThanOrEqual(80);
  expect(text).not.toMatch(/~|p=/);
});

it("says where sessions are too few that anything could be significant", () => {
  const text = renderDiffText(sampleDiff(3, ["pass"]), screen);
  expectGolden(import.meta.url, "text.few.golden.txt", text);
});

it("changes nothing but colour when it is coloured", () => {
  const coloured = renderDiffText(sampleReleases(usual), { ...screen, colour: true });
  expect(coloured).toContain("\u001b[");
  expect(stripVTControlCharacters(coloured)).toBe(renderDiffText(sampleReleases(usual), screen));
});

it("writes the same as Markdown, in which no name is markup", () => {
  const text = renderDiffMarkdown(sampleReleases(usual), screen);
  expectGolden(import.meta.url, "markdown.golden.txt", text);
  expect(text).not.toContain("<cached>");
});

it("writes JSON as its schema has it", () => {
  const text = renderDiffJson(sampleReleases());
  expectGolden(import.meta.url, "json.golden.txt", `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  const schema = JSON.parse(readFileSync(new URL("../../../docs/diff.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
});
