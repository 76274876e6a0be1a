/** Where a use case says what it is doing. The command line prints it; a library caller may leave it out. */
export interface Progress {
  /** One step that takes a while: `rebuilding cmd/compile`. */
  step(text: string): void;
  /** What only `--verbose` shows: commands, decisions, lines of a tool's output. */
  detail(text: string): void;
}

export const silentProgress: Progress = { step: () => {}, detail: () => {} };
