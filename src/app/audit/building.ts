import type { SourceEvidence } from "../../audit/source/comparison.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import type { BuiltSide, Workshop } from "../../toolchain/workshop.ts";
import { AssemblyWitness } from "./assembly.ts";
import { type LinkedTool, ToolReader } from "./binaries.ts";
import type { SourceJob } from "./job.ts";
import { type Built, readObjectTables } from "./objects.ts";

/** Both sides, built, and what is known of them by then. */
export interface Building {
  readonly built: Built;
  readonly evidence: SourceEvidence;
  readonly reader: ToolReader;
  /** The stock tools, by name; none if the linker refuses them. */
  readonly stock: ReadonlyMap<string, LinkedTool>;
}

/**
 * Stock first, then the patched sources in the same folder; what Go's tools say of each is asked while it stands there. The
 * stock tools are read while go builds the others.
 */
export async function buildBoth(
  host: Host,
  workshop: Workshop,
  { sides, plannedPaths }: SourceJob,
  progress: Progress,
): Promise<Building> {
  const assembly = new AssemblyWitness(host, workshop, sides.files);
  await workshop.fill(sides.stock, progress);
  const stock = await workshop.build(sides.stock, progress);
  const before = await assembly.ask();
  const reader = new ToolReader(host, await readObjectTables(host, workshop.goroot));
  await workshop.fill(sides.instrumented, progress);
  let reading: ReturnType<typeof readStock> | undefined;
  const instrumented = await workshop.build(sides.instrumented, progress, () => {
    reading = readStock(reader, stock);
    reading.catch(() => undefined); // it is asked below: nothing may end this while go writes into the scratch folder
  });
  const said = assembly.compare(before, await assembly.ask());
  return {
    built: { stock, instrumented },
    evidence: { files: sides.files, plannedPaths, ...said },
    reader,
    stock: (await reading) ?? new Map(),
  };
}

async function readStock(
  reader: ToolReader,
  { tools, refused }: BuiltSide,
): Promise<Map<string, LinkedTool>> {
  const read = new Map<string, LinkedTool>();
  if (refused !== undefined) return read;
  for (const [name, tool] of tools) read.set(name, await reader.linked(tool, "the stock tool"));
  return read;
}
