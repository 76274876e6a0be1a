import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

/** A message of the Chrome DevTools Protocol: an answer, or an event. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A page in a real browser, driven as a user does. */
export interface Browser {
  open(url: string): Promise<void>;
  /** Runs an expression in the page; what it gives has to be JSON. */
  evaluate<Value>(expression: string): Promise<Value>;
  /** Presses keys one after the other: characters, or `Tab`, `Enter`, `ArrowLeft` and the like. */
  press(...keys: readonly string[]): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Sets media features, such as `prefers-color-scheme`. */
  emulate(features: Readonly<Record<string, string>>): Promise<void>;
  /** Every address that was asked for, that of the page among them. */
  readonly requests: readonly string[];
  /** What stands on the console, uncaught errors and broken policies among it. */
  readonly console: readonly string[];
  close(): Promise<void>;
}

/** Starts Chromium and speaks to it through a pipe. */
export async function startBrowser(chromium: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "traceinject-browser-"));
  const child = spawn(
    chromium,
    [
      ...[
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-pipe",
        "--window-size=1400,1000",
      ],
      ...[`--user-data-dir=${profile}`, "about:blank"],
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const pipe = new Pipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const { targetInfos } = await pipe.send("Target.getTargets");
  const { targetId } = (targetInfos as { type: string; targetId: string }[]).find(
    ({ type }) => type === "page",
  )!;
  const { sessionId } = await pipe.send("Target.attachToTarget", { targetId, flatten: true });
  const page = new Page(pipe, sessionId as string);
  await page.start();
  const close = async (): Promise<void> => {
    await pipe.send("Browser.close");
    await exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return Object.assign(page, { close });
}

/** JSON messages that end with a zero byte. */
class Pipe {
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private last = 0;
  private rest = "";

  constructor(
    private readonly to: Writable,
    from: Readable,
  ) {
    from.setEncoding("utf8").on("data", (text: string) => this.take(text));
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.last;
    this.to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
      );
    });
  }

  listen(listener: (message: Message) => void): void {
    this.listeners.push(listener);
  }

  private take(text: string): void {
    const messages = (this.rest + text).split("\0");
    this.rest = messages.pop()!;
    for (const message of messages.map((one) => JSON.parse(one) as Message)) {
      this.waiting.get(message.id ?? 0)?.(message);
      if (message.id === undefined) for (const listener of this.listeners) listener(message);
    }
  }
}

class Page implements Omit<Browser, "close"> {
  readonly requests: string[] = [];
  readonly console: string[] = [];
  private loaded: () => void = () => {};

  constructor(
    private readonly pipe: Pipe,
    private readonly session: string,
  ) {}

  async start(): Promise<void> {
    this.pipe.listen((message) => this.hear(message));
    for (const domain of ["Page", "Network", "Runtime", "Log"]) await this.send(`${domain}.enable`);
  }

  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.loaded = resolve;
    });
    await this.send("Page.navigate", { url });
    await loaded;
    await this.evaluate(nextFrame);
  }

  async evaluate<Value>(expression: string): Promise<Value> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", options);
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: Value }).value;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const text = key.length === 1 ? key : key === "Enter" ? "\r" : undefined;
      const event = { key, windowsVirtualKeyCode: virtualKeys[key] ?? 0, ...(text && { text }) };
      await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...event });
      await this.send("Input.dispatchKeyEvent", { type: "keyUp", key });
    }
    await this.evaluate(nextFrame);
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
    await this.evaluate(nextFrame);
  }

  async emulate(features: Readonly<Record<string, string>>): Promise<void> {
    const list = Object.entries(features).map(([name, value]) => ({ name, value }));
    await this.send("Emulation.setEmulatedMedia", { features: list });
    await this.evaluate(nextFrame);
  }

  private send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.pipe.send(method, params, this.session);
  }

  private hear({ method, params }: Message): void {
    if (method === "Page.loadEventFired") this.loaded();
    if (method === "Network.requestWillBeSent")
      this.requests.push((params as { request: { url: string } }).request.url);
    if (
      method === "Runtime.consoleAPICalled" ||
      method === "Runtime.exceptionThrown" ||
      method === "Log.entryAdded"
    )
      this.console.push(JSON.stringify(params));
  }
}

/** Two frames: what is drawn on the next one is then there. */
const nextFrame =
  "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

/** Keys that the browser itself acts on need their numbers. */
const virtualKeys: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  " ": 32,
  ArrowDown: 40,
};
