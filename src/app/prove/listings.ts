import {
  type Block,
  captureBlock,
  type Divergence,
  digestListing,
  divergence,
  firstDifferentBlock,
} from "../../audit/proof/listing.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { go, goFlags, type Job, patternFor } from "./compile.ts";

/**
 * Where the code that two compilers make of a package parts. Each listing is read twice, first for digests, then for the
 * lines of one symbol; the second time go gives it from its cache. Undefined: the listings are the same, or one of the
 * compilers gave none.
 */
export async function whereTheyPart(
  host: Host,
  stock: Job,
  instrumented: Job,
  path: string,
  progress: Progress,
): Promise<Divergence | undefined> {
  const digests = async (job: Job): Promise<Block[]> => {
    const reader = digestListing();
    await readListing(host, job, path, reader.push, progress);
    return reader.blocks();
  };
  const [mine, theirs] = [await digests(stock), await digests(instrumented)];
  const block = mine.length > 0 && theirs.length > 0 ? firstDifferentBlock(mine, theirs) : undefined;
  if (!block) return undefined;
  const lines = async (job: Job): Promise<readonly string[]> => {
    const reader = captureBlock(block);
    await readListing(host, job, path, reader.push, progress);
    return reader.lines;
  };
  return divergence(block, await lines(stock), await lines(instrumented));
}

/** `compile -S` of one package; what it imports comes from the cache of the job. */
async function readListing(
  host: Host,
  job: Job,
  path: string,
  onStderrLine: (line: string) => void,
  progress: Progress,
): Promise<void> {
  const { gcflags = "" } = job.configuration;
  const only = path.replace(/ \[.*$/, "");
  const flags = [...goFlags(job), `-gcflags=${only}=${`${gcflags} -S`.trim()}`];
  const args = ["build", "-o", "/dev/null", ...flags, patternFor(path)];
  await go(host, job, args, progress, { onStderrLine, dropStderr: true });
}
