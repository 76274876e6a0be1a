import { relative } from "node:path";
import type { NewPatch } from "../../app/new-patch.ts";
import { badUsage } from "../../base/errors.ts";
import { command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { json } from "../print.ts";

export const newPatch = command({
  usage: "new-patch <name>",
  summary: "Write a patch set of your own to begin with",
  description: `Writes a set with one patch that fits every supported release, a Go package that it calls, the policy for its
audit, and a case that passes: it counts functions, and the report shows how many. Change it into what you want to know;
docs/patch-sets.md goes through an example. In the folder of a set that is there, the patch is added to it.`,
  examples: [
    ["new-patch alloc-count", "A set of one patch in ./alloc-count"],
    ["new-patch alloc-count --patches tools/patches", "In another folder, or in the set that is there"],
  ],
  positionals: {
    name: {
      type: "string",
      demandOption: true,
      describe: "Of the patch; without dashes also of its Go package",
    },
  },
  options: {
    patches: { type: "string", requiresArg: true, describe: "Folder of the patch set [one of that name]" },
    ...jsonOption,
  },
  async run({ name, patches, json: asJson }, { host, io }) {
    if (name === "") throw badUsage("a patch needs a name", "Say what it does: new-patch alloc-count.");
    const { newPatch } = await import("../../app/new-patch.ts");
    const written = await newPatch(host, { name, patches });
    io.stdout(asJson ? json(written) : text(written, host.cwd));
    return 0;
  },
});

function text({ set, added, files }: NewPatch, cwd: string): string {
  const path = relative(cwd, set) || ".";
  const folder = path.startsWith(".") || path.startsWith("/") ? path : `./${path}`;
  const clash = added ? " (what its patches do must not be in the same places)" : "";
  return [
    ...files.map((file) => `${folder}/${file}`),
    "",
    `traceinject patch --test --patches ${folder}   # its cases`,
    `traceinject patch --check --patches ${folder}  # does it fit the Go on PATH?${clash}`,
    "",
  ].join("\n");
}
