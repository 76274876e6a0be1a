import { isSystemError, releaseUnavailable } from "../../base/errors.ts";
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
  return isSystemError(error) ? error : otherwise(error);
}

/** How proxies answer that have the module, but not this version. */
const unknownTo = new Set([403, 404, 410]);

/** Whether unpacking failed for the disk: that names collide, or are too long, is the fault of the archive that has them. */
export const isOfDisk = (error: unknown): error is NodeJS.ErrnoException =>
  isSystemError(error) && !ofNames.has(error.code ?? "");

const ofNames = new Set(["EEXIST", "EISDIR", "ENOTDIR", "ENAMETOOLONG"]);
