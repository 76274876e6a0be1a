import { dirname, join } from "node:path";
import { rebuildFailed } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import type { Rebuild } from "./rebuild.ts";

/** Where cmd/dist says which packages the first compiler of a bootstrap is made of. */
const listFile = "src/cmd/dist/buildtool.go";

/**
 * Makes the patched sources in `made` such that cmd/dist can build the first compiler from them. It copies the packages of a list of
 * its own, line by line, so that packages which the patches add must be in the list, and each import on a line of its own.
 * Neither changes what is built in the end: dist is not part of a release, and the lines keep their numbers. Throws `rebuild-failed`.
 */
export async function prepareBootstrap(host: Host, { base, plan }: Rebuild, made: string): Promise<void> {
  const list = await host.readFile(join(made, listFile));
  const added = plan.files.filter(({ before }) => before === undefined).map(({ path }) => dirname(path));
  const longer = withPackages(list, [...new Set(added)].sort());
  if (longer === undefined) {
    const cause = new Error(`${listFile} has no \`bootstrapDirs\` to which packages could be added`);
    throw rebuildFailed(base.version.text, ["GOROOT"], "patch set", { cause });
  }
  await host.writeFile(join(made, listFile), longer);
  for (const { path, after } of plan.files) {
    const apart = importsApart(after);
    if (apart !== after) await host.writeFile(join(made, "src", path), apart);
  }
}

/** The list of dist with more packages; undefined where the text holds none. */
export function withPackages(text: string, packages: readonly string[]): string | undefined {
  const [start] = /^var bootstrapDirs = \[\]string\{\n/m.exec(text) ?? [];
  return start && text.replace(start, () => start + packages.map((name) => `\t"${name}",\n`).join(""));
}

/** Puts imports that stand before another one in its line onto lines of their own, and says which number the rest has. */
export function importsApart(text: string): string {
  return text.replace(/^((?:import "[^"\n]+"; )+)import\b/m, (_, squeezed: string, at: number) => {
    const line = text.slice(0, at).split("\n").length;
    return `${squeezed.replaceAll("; ", "\n")}//line :${line}:1\nimport`;
  });
}
