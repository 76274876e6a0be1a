import type { Progress } from "../base/progress.ts";
import type { Io } from "./io.ts";

/** Progress on stderr, which can be wiped away before somebody else writes there. */
export interface ProgressView extends Progress {
  clear(): void;
}

/** On a terminal one line that changes; with `--verbose`, in CI and in files plain lines. */
export function progressView(
  io: Io,
  env: Readonly<Record<string, string | undefined>>,
  verbose: boolean,
): ProgressView {
  const live = io.isTty.stderr && !verbose && !env.CI && env.TERM !== "dumb";
  return live ? liveLine(io) : plainLines(io, verbose);
}

function plainLines(io: Io, verbose: boolean): ProgressView {
  return {
    step: (text) => io.stderr(`traceinject: ${text}\n`),
    detail: (text) => verbose && io.stderr(`  ${text}\n`),
    clear: () => {},
  };
}

const wipe = "\r\x1b[K";

/** The step, followed by its latest detail: a sign of life in a step of a minute. */
function liveLine(io: Io): ProgressView {
  let current = "";
  const show = (text: string): void => {
    const line = text.replace(/\s+/g, " ");
    io.stderr(`${wipe}${line.length < io.columns ? line : `${line.slice(0, io.columns - 2)}…`}`);
  };
  return {
    step(text) {
      current = text;
      show(current);
    },
    detail(text) {
      if (current !== "") show(`${current}: ${text}`);
    },
    clear() {
      if (current !== "") io.stderr(wipe);
      current = "";
    },
  };
}
