import { releaseUnavailable } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { noSuchRelease } from "./near-releases.ts";
import { NoAnswer, Refused } from "./request.ts";
import type { Zip } from "./zip-download.ts";

/** What to throw for an error: a failure with a remedy, or the file system's own error. `otherwise` makes the rest of them. */
export async function explained(
  host: Host,
  { name, sources }: Zip,
  error: unknown,
  otherwise: (cause: unknown) => Error,
): Promise<Error> {
  if (error instanceof Refused && unknownTo.has(error.status))
    return noSuchRelease(host, name, sources, error);
  if (error instanceof Refused || error instanceof NoAnswer)
    return releaseUnavailable(name, { cause: error });
  return isOfFiles(error) ? (error as Error) : otherwise(error);
}

/** How proxies answer that have the module, but not this version. */
const unknownTo = new Set([403, 404, 410]);

/** Whether it is the operating system that failed, and not what is in a file. (zlib's errors have a code, too.) */
export const isOfFiles = (error: unknown): boolean => error instanceof Error && "syscall" in error;
