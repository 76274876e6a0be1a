import { resolve } from "node:path";
import { badPatch, badPatchSet } from "../base/errors.ts";
import { fingerprint, sha256 } from "../base/fingerprint.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import { parsePatch } from "../patch/parse.ts";
import type { Patch, PatchSet, PayloadFile } from "../patch/patch.ts";

/** What `series` says: the order of the patches and the tools that are built anew. */
interface Series {
  readonly tools: readonly string[];
  readonly patches: readonly string[];
}

/** The folder of the patch set that is shipped with traceinject. */
export const shippedPatchSet = (): string => `${packageRoot()}/patches/compile`;

/** The folder of the set to use: the user's own, relative to the working folder, or the shipped one. */
export function patchSetDir(host: Host, patches: string | undefined): string {
  return patches === undefined ? shippedPatchSet() : resolve(host.cwd, patches);
}

/**
 * Reads a patch set: `series`, the patches that it names, and the Go files below `payload/`.
 * Throws `bad-patch-set` or `bad-patch`, with file and line.
 */
export async function loadPatchSet(host: Host, dir = shippedPatchSet()): Promise<PatchSet> {
  const texts = new Map<string, string>();
  const read = async (name: string): Promise<string> => {
    const text = await readText(host, `${dir}/${name}`);
    texts.set(name, text);
    return text;
  };
  const series = parseSeries(`${dir}/series`, await read("series"));
  const patches: Patch[] = [];
  for (const name of series.patches) patches.push(parsePatch(name, await read(name)));
  const payload = await readPayload(host, dir);
  for (const { path, text } of payload) texts.set(`payload/${path}`, text);
  const name = dir.slice(dir.lastIndexOf("/") + 1);
  return {
    name,
    tools: series.tools,
    patches,
    payload,
    fingerprint: fingerprint(Object.fromEntries(texts)),
    files: Object.fromEntries([...texts].map(([path, text]) => [path, sha256(text)])),
  };
}

async function readText(host: Host, path: string): Promise<string> {
  try {
    return await host.readFile(path);
  } catch (cause) {
    throw badPatchSet(path, "it cannot be read", { cause });
  }
}

function parseSeries(file: string, text: string): Series {
  const tools: string[] = [];
  const patches: string[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/#.*/, "").trim();
    const tool = /^rebuild\s+(cmd\/[\w/]+)$/.exec(line)?.[1];
    if (tool) tools.push(tool);
    else if (/^[\w.-]+\.patch$/.test(line)) patches.push(line);
    else if (line)
      throw badPatch(file, index + 1, `\`${line}\` is neither NAME.patch nor \`rebuild cmd/TOOL\``);
  }
  if (tools.length === 0) throw badPatchSet(file, "it names no tool (`rebuild cmd/compile`)");
  return { tools, patches };
}

/** The Go files that the set adds, without their tests, sorted by path. */
async function readPayload(host: Host, dir: string): Promise<PayloadFile[]> {
  const files: PayloadFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const { name, kind } of await host.readDir(`${dir}/payload${folder}`)) {
      const path = `${folder}/${name}`;
      if (kind === "dir") await visit(path);
      else if (name.endsWith(".go") && !name.endsWith("_test.go"))
        files.push({ path: path.slice(1), text: await host.readFile(`${dir}/payload${path}`) });
    }
  };
  await visit("");
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
