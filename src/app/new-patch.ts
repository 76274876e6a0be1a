import { join, relative, resolve } from "node:path";
import { addToPolicy } from "../audit/policy-file.ts";
import { badUsage } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { packageRoot } from "../host/package.ts";
import { runCase } from "../patch/case.ts";
import { loadPatchSet, readSeries, seriesFile, setName } from "./patch-set.ts";
import { loadParser } from "./plan.ts";

export interface NewPatchOptions {
  /** Of the patch, and of its Go package without what is neither letter nor digit. */
  readonly name: string;
  /** The folder of the set, new or there already; one of the patch's name where absent. */
  readonly patches?: string | undefined;
}

/** What was written. */
export interface NewPatch {
  /** The folder of the set. */
  readonly set: string;
  /** Whether the set was there before. */
  readonly added: boolean;
  /** Files that are new or have more in them, below that folder, in order. */
  readonly files: readonly string[];
}

/** The set that new ones are copies of, and the names in it that give way to new ones. */
const template = "walk-count";
const templateNames = /walk-?count/g;

/**
 * Writes a patch set with one patch, a Go package that it calls, a policy and a case that passes; or adds all that to a set
 * that is there. Files that are there are never replaced. Throws `bad-usage` for a name or a folder that cannot be used,
 * before anything is written, and what reading a set throws.
 */
export async function newPatch(host: Host, { name, patches }: NewPatchOptions): Promise<NewPatch> {
  const goPackage = packageName(name);
  const set = resolve(host.cwd, patches ?? name);
  const added = (await host.stat(join(set, seriesFile))) !== undefined;
  if (!added && (await host.readDir(set)).length > 0)
    throw badUsage(`${set} is not empty, and no patch set`, "Name a new folder, or that of a set.");
  if (added)
    await loadPatchSet(host, set); // so that it is sound before there is more in it
  else setName(set);
  const fresh = instantiate(await templateFiles(host), name, goPackage);
  await checkCase(host, fresh, name);
  const files = added ? await additions(host, set, fresh, name) : fresh;
  for (const [path, text] of files) await host.writeFile(join(set, path), text);
  return { set, added, files: [...files.keys()].sort() };
}

function packageName(name: string): string {
  const goPackage = name.toLowerCase().replaceAll(/[-_.]/g, "");
  if (/^[A-Za-z][\w.-]*$/.test(name) && !keywords.has(goPackage)) return goPackage;
  throw badUsage(
    `${name} is no name for a patch and its Go package`,
    "Take letters, digits and dashes, a letter first: alloc-count.",
  );
}

const keywords = new Set(
  (
    "break case chan const continue default defer else fallthrough for func go goto if import interface map " +
    "package range return select struct switch type var init main"
  ).split(" "),
);

/** By path below the set's folder. */
type Files = ReadonlyMap<string, string>;

async function templateFiles(host: Host): Promise<Files> {
  const dir = join(packageRoot(), "examples", template);
  const files = new Map<string, string>();
  for (const { path } of await host.listTree(dir)) files.set(path, await host.readFile(join(dir, path)));
  return files;
}

function instantiate(files: Files, name: string, goPackage: string): Files {
  const renamed = (text: string): string =>
    text.replace(templateNames, (found) => (found === template ? name : goPackage));
  return new Map([...files].map(([path, text]) => [renamed(path), renamed(text)]));
}

/** A package may be called what the patched files call something else. */
async function checkCase(host: Host, files: Files, name: string): Promise<void> {
  const text = (path: string): string => files.get(path) ?? "";
  const patch = { name: `${name}.patch`, text: text(`${name}.patch`) };
  const file = `cases/${name}.txtar`;
  const outcome = runCase(await loadParser(host), { file, text: text(file), patch });
  if (outcome.plan && outcome.actual === text(file)) return;
  throw badUsage(`the compiler has something of the name ${name} in these places`, "Take another name.");
}

/** What of a new set makes an older one larger by one patch. */
async function additions(host: Host, set: string, fresh: Files, name: string): Promise<Files> {
  const files = new Map([...fresh].filter(([path]) => path !== "README.md"));
  for (const path of files.keys())
    if (!shared.has(path) && (await host.stat(join(set, path))))
      throw badUsage(`there is a ${path} in ${relative(host.cwd, set) || "."}`, "Take another name.");
  const { tools } = await readSeries(host, set);
  const series = (await host.readFile(join(set, seriesFile))).replace(/\n?$/, "\n");
  const tool = tools.includes("cmd/compile") ? "" : "rebuild cmd/compile\n";
  files.set(seriesFile, `${series}${tool}${name}.patch\n`);
  const policy = join(set, policyFile);
  if (await host.stat(policy))
    files.set(policyFile, addToPolicy(await host.readFile(policy), fresh.get(policyFile) ?? "", policy));
  return files;
}

const policyFile = "policy.yaml";

/** Files of a set that all its patches share. */
const shared = new Set([seriesFile, policyFile]);
