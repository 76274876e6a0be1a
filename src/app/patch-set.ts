import { basename, resolve } from "node:path";
import { badPatch, badPatchSet, badUsage } from "../base/errors.ts";
import { fingerprint, sha256 } from "../base/fingerprint.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import { combineSets } from "../patch/combine.ts";
import { parsePatch } from "../patch/parse.ts";
import type { Patch, PatchSet } from "../patch/patch.ts";
import { readPayload } from "./payload.ts";

/** Which patch sets are applied. */
export interface PatchSetChoice {
  /** Folders of the user's sets, relative to the working folder, applied in this order after the shipped one. */
  readonly patches?: readonly string[] | undefined;
  /** Whether the shipped one is applied, before all others; it is where absent. */
  readonly shipped?: boolean | undefined;
}

/** The file that makes a folder a patch set. */
export const seriesFile = "series";

/** What `series` says: the order of the patches and the tools that are built anew. */
export interface Series {
  readonly tools: readonly string[];
  readonly patches: readonly string[];
}

/** The folder of the patch set that is shipped with traceinject. */
export const shippedPatchSet = (): string => `${packageRoot()}/patches/compile`;

/** The folders of the sets that are applied, in that order. Throws `bad-usage` where there is none. */
export function patchSetDirs(host: Host, { patches = [], shipped = true }: PatchSetChoice): string[] {
  const dirs = [...(shipped ? [shippedPatchSet()] : []), ...patches.map((dir) => resolve(host.cwd, dir))];
  if (dirs.length > 0) return dirs;
  throw badUsage("there is no patch set left to apply", "Name one of your own: --no-shipped --patches DIR.");
}

/** Reads the sets that are applied, as one. Throws what `loadPatchSet` and `combineSets` throw. */
export async function loadPatchSets(host: Host, choice: PatchSetChoice): Promise<PatchSet> {
  const sets: PatchSet[] = [];
  for (const dir of patchSetDirs(host, choice)) sets.push(await loadPatchSet(host, dir));
  return combineSets(sets);
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
  const name = setName(dir);
  const series = parseSeries(`${dir}/series`, await read(seriesFile));
  const patches: Patch[] = [];
  for (const file of series.patches) patches.push(parsePatch(file, await read(file)));
  const payload = await readPayload(host, dir, name);
  for (const { path, text } of payload) texts.set(`payload/${path}`, text);
  return {
    name,
    tools: series.tools,
    patches,
    payload,
    fingerprint: fingerprint(Object.fromEntries(texts)),
    files: Object.fromEntries([...texts].map(([path, text]) => [path, sha256(text)])),
  };
}

/**
 * The name of the set in a folder: that of the folder. It stands in ids of changes and, with `+` between several, in the
 * stamp. Throws `bad-patch-set` for one that could not.
 */
export function setName(dir: string): string {
  const name = basename(dir);
  if (/^\w[\w.-]*$/.test(name)) return name;
  throw badPatchSet(dir, "the name of its folder must be of letters, digits, `-`, `_` and `.`");
}

async function readText(host: Host, path: string): Promise<string> {
  try {
    return await host.readFile(path);
  } catch (cause) {
    throw badPatchSet(path, "it cannot be read", { cause });
  }
}

/** Reads what the `series` of the set in a folder says. Throws `bad-patch-set` or `bad-patch`. */
export async function readSeries(host: Host, dir: string): Promise<Series> {
  const file = `${dir}/${seriesFile}`;
  return parseSeries(file, await readText(host, file));
}

function parseSeries(file: string, text: string): Series {
  const tools: string[] = [];
  const patches: string[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.replace(/#.*/, "").trim();
    const tool = /^rebuild\s+(cmd\/[\w/]+)$/.exec(line)?.[1];
    if (tool) tools.push(tool);
    else if (patches.includes(line)) throw badPatch(file, index + 1, `\`${line}\` stands there twice`);
    else if (/^[\w.-]+\.patch$/.test(line)) patches.push(line);
    else if (line)
      throw badPatch(file, index + 1, `\`${line}\` is neither NAME.patch nor \`rebuild cmd/TOOL\``);
  }
  if (tools.length === 0) throw badPatchSet(file, "it names no tool (`rebuild cmd/compile`)");
  return { tools, patches };
}
