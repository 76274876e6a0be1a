/** About, in CSS pixels. */
const letterWidth = 6;

/** Colours of boxes, for dark text in either theme; the ninth and later kinds share one. */
const palette = [
  ...["#8ab4f8", "#f6b73c", "#7fd1ae", "#f28b82", "#c8a2f8", "#e6d45c", "#66c5cc", "#f4a3c8"],
  ...["#b5c26a", "#a9b8d3", "#d7a77a"],
];
const otherColour = "#bdbdbd";
const boxText = "#14171a";

/** The colour of the thing with that number. */
export function colourOf(number: number): string {
  return palette[number] ?? otherColour;
}

/** What a canvas is drawn with: sizes in CSS pixels, the colours of the page. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly colours: Readonly<
    Record<"ink" | "soft" | "line" | "shade" | "paper" | "link" | "bad" | "path", string>
  >;
}

/** Makes a canvas as large as that on this screen, and empty. */
export function surface(canvas: HTMLCanvasElement, width: number, height: number): Surface {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  context.font = "12px system-ui, sans-serif";
  context.textBaseline = "middle";
  return { context, width, height, colours: pageColours() };
}

function pageColours(): Surface["colours"] {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ...{ ink: colour("ink"), soft: colour("soft"), line: colour("line"), shade: colour("shade") },
    ...{ paper: colour("paper"), link: colour("link"), bad: colour("bad"), path: colour("path") },
  };
}

/** A rectangle on a canvas, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a box that is seen, at least a pixel wide. */
export function seen(box: Box, width: number): Box {
  const x = Math.max(box.x, 0);
  return { ...box, x, width: Math.max(Math.min(box.x + box.width, width) - x, 1) };
}

/** Text in a box, cut at its end; none where there is no room for a few characters. */
export function boxLabel(
  { context }: Surface,
  text: string,
  { x, y, width, height }: Box,
  colour = boxText,
): void {
  if (width < 24) return;
  const shown = fitting(text, Math.floor((width - 6) / letterWidth));
  context.fillStyle = colour;
  context.fillText(shown, x + 3, y + height / 2 + 0.5, width - 6);
}

export function fits(text: string, { width }: Box): boolean {
  return text.length <= Math.floor((width - 6) / letterWidth);
}

/** The end of an import path says more than its begin. */
function fitting(text: string, characters: number): string {
  return text.length <= characters ? text : `…${text.slice(text.length - characters + 1)}`;
}

export function frame({ context }: Surface, { x, y, width, height }: Box, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, Math.max(width - 2, 1), height - 2);
}
