import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { importPathOf } from "../../trace/event.ts";
import { processName } from "../names.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import { ProfileWriter } from "./profile.ts";
import { framesOf } from "./tree.ts";

/**
 * Writes the build as a profile for `go tool pprof` (docs/exports.md), compressed by gzip. What its time adds up to is said
 * at `framesOf`.
 */
export async function* exportPprof(session: ExportSession, choice: ExportChoice): AsyncGenerator<Uint8Array> {
  const gzip = createGzip();
  pipeline(Readable.from(profileOf(session, choice)), gzip, () => {}); // an error comes out of gzip as well
  yield* gzip;
}

/** The profile before compression. */
async function* profileOf(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Uint8Array> {
  const { line } = session;
  const end = line.processes.reduce((last, process) => Math.max(last, process.end), 0);
  const profile = new ProfileWriter(line.wallZero, end);
  for (const process of line.processes) {
    const root = framesOf(processName(process.header), await session.read(process), level);
    yield* profile.samples(root, importPathOf(process.header));
  }
  yield* profile.tables();
}
