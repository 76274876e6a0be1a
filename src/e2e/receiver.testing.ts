import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJson, decodeProtobuf, type ReceivedRequest, spansOf } from "../export/otlp/request.testing.ts";

/** What an OTLP receiver was sent. */
export interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly request: ReceivedRequest;
  /** When it came, by `performance.now()`. */
  readonly time: number;
}

/** How it answers: with that status, or never. */
export type Answer = number | "hang";

/** An OTLP receiver on a port of its own, which keeps what it is sent, decoded by OpenTelemetry's definitions. */
export class Receiver {
  readonly received: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(answer: Answer = 200): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}`);
    server.on("request", async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const { url: path, headers } = request;
      const isJson = headers["content-type"] === "application/json";
      const decoded = isJson ? decodeJson(body.toString(), ["flags"]) : decodeProtobuf(body);
      receiver.received.push({ path, headers, request: decoded, time: performance.now() });
      if (answer !== "hang") response.writeHead(answer).end();
    });
    return receiver;
  }

  spans() {
    return this.received.flatMap(({ request }) => spansOf(request));
  }

  /** Afterwards connections to it are refused. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
