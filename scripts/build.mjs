import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/**
 * Bundles our sources into dist/: cli.js, index.js and the chunks that they share; packages stay outside. Chunks are
 * named by their content and every file arrives by rename, entry points last, so that two builds at once do not
 * clash, and one that is cut off leaves what was there. Files of earlier builds go when they are `keepMs` old.
 */
export async function build({ keepMs = 3_600_000 } = {}) {
  const { build: bundle } = await import("esbuild-wasm");
  const begin = new Date();
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ["src/cli.ts", "src/index.ts"].filter((path) => existsSync(join(root, path))),
    outdir: dist,
    write: false,
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    logLevel: "silent",
  });
  await mkdir(dist, { recursive: true });
  const isEntry = ({ path }) => !basename(path).includes("-");
  for (const file of outputFiles.filter((file) => !isEntry(file))) await publish(file, begin);
  for (const file of outputFiles.filter(isEntry)) await publish(file, begin);
  await sweep(new Set(outputFiles.map(({ path }) => basename(path))), keepMs);
}

/** The file counts as made when the build began: what was edited meanwhile is newer. */
async function publish({ path, contents }, time) {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  await writeFile(temporary, contents);
  await utimes(temporary, time, time);
  await rename(temporary, path);
}

/** Removes chunks of earlier builds that are older than `keepMs`: a process that started with them may load them yet. */
async function sweep(current, keepMs) {
  for (const name of await readdir(dist)) {
    if (current.has(name) || !/-[A-Z0-9]{8}\.js(\.map)?$|\.tmp$/.test(name)) continue;
    const path = join(dist, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > keepMs) await rm(path, { force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build({ keepMs: 0 });
