import type { Io } from "./io.ts";

/** Streams that keep what was written. */
export class MemoryIo implements Io {
  out = "";
  err = "";
  /** The signal that the process would have died by. */
  diedBy: NodeJS.Signals | undefined;
  /** The code with which the process would have ended at once. */
  exitedWith: number | undefined;
  readonly columns = 100;

  constructor(readonly isTty = { stdout: false, stderr: false }) {}

  stdout(text: string): void {
    this.out += text;
  }

  async stdoutBytes(bytes: Uint8Array): Promise<void> {
    this.out += new TextDecoder().decode(bytes);
  }

  stderr(text: string): void {
    this.err += text;
  }

  die(signal: NodeJS.Signals): void {
    this.diedBy = signal;
  }

  exit(code: number): void {
    this.exitedWith = code;
  }
}
