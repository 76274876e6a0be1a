/** Draws a text from stdin as a terminal window in SVG: traceinject report | npx tsx scripts/draw-report.ts > docs/report.svg */
import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trimEnd().split("\n");
const [charWidth, lineHeight, pad] = [8.43, 18, 16];
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * charWidth) + 2 * pad;
const height = lines.length * lineHeight + 2 * pad;

const quoted = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const bold = /^(package|phase|function) /;

console.log(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="#1b1f24"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#d7dde3" xml:space="preserve">`);
for (const [index, line] of lines.entries()) {
  const weight = bold.test(line) ? ' font-weight="bold" fill="#7fd1b9"' : "";
  console.log(
    `<text x="${pad}" y="${pad + (index + 0.75) * lineHeight}"${weight} textLength="${Math.round(line.length * charWidth)}">${quoted(line)}</text>`,
  );
}
console.log("</g>\n</svg>");
