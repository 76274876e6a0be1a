/** Where the command line speaks to people and scripts, as an argument. */
export interface Io {
  stdout(text: string): void;
  /** For much: resolves when the reader has taken it, so that no more than one piece has to be held. */
  stdoutBytes(bytes: Uint8Array): Promise<void>;
  stderr(text: string): void;
  readonly isTty: { readonly stdout: boolean; readonly stderr: boolean };
  /** Width of the terminal; 80 where there is none. */
  readonly columns: number;
  /** Ends this process as the signal would: go died by it, and whoever waits for us must see the same. */
  die(signal: NodeJS.Signals): void;
  /** Ends this process at once, where what was given up would keep it from ending. */
  exit(code: number): void;
}

/** The real streams. `exit` is called without a code when a reader has closed early (`| head`). */
export function processIo(exit: (code?: number) => void): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      exit();
    });
  }
  return {
    stdout: (text) => void process.stdout.write(text),
    stdoutBytes: (bytes) => new Promise((resolve) => process.stdout.write(bytes, () => resolve())),
    stderr: (text) => void process.stderr.write(text),
    isTty: { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true },
    columns: process.stdout.columns || process.stderr.columns || 80,
    die: (signal) => void process.kill(process.pid, signal),
    exit,
  };
}
