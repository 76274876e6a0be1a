import { join } from "node:path";
import type { Host } from "../../host/host.ts";
import type { Goroot } from "../../toolchain/goroot.ts";

/** Where releases keep the programs on which they test the parser and the type checker; most of them do not compile. */
const folders = [
  "src/internal/types/testdata",
  "src/cmd/compile/internal/types2/testdata",
  "src/cmd/compile/internal/syntax/testdata",
];

/** Paths below the GOROOT, sorted. */
export async function diagnosticsCorpus(host: Host, base: Goroot): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    if (!(await host.stat(join(base.dir, folder)))) continue;
    const files = await host.listTree(join(base.dir, folder), { only: (path) => path.endsWith(".go") });
    found.push(...files.map(({ path }) => `${folder}/${path}`));
  }
  return found.sort();
}
