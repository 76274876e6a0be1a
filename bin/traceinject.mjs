#!/usr/bin/env node
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// In a clone there is no dist/, or it is older than the sources: then it is built first. A published package has no src/.

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, "dist/cli.js");

/** When the newest file or folder at `path` was changed, in milliseconds; 0 where there is none. */
function newest(path) {
  const own = statSync(path, { throwIfNoEntry: false });
  if (!own?.isDirectory()) return own?.mtimeMs ?? 0;
  return readdirSync(path).reduce((time, name) => Math.max(time, newest(join(path, name))), own.mtimeMs);
}

function isStale() {
  const sources = ["src", "package.json"].map((name) => newest(join(root, name)));
  return sources[0] !== 0 && Math.max(...sources) > newest(cli);
}

async function bringUpToDate() {
  try {
    await (await import("../scripts/build.mjs")).build();
  } catch (error) {
    const forbidden = ["EACCES", "EROFS", "EPERM"].includes(error.code);
    if (forbidden && newest(cli) !== 0) return; // an older build must do
    const remedies = {
      ERR_MODULE_NOT_FOUND: `Run \`npm ci\` in ${root}.`,
      ...(forbidden && { [error.code]: `Run it once as a user who may write to ${root}.` }),
    };
    console.error(`traceinject: cannot build dist/ from the sources in ${root}\ncause: ${error.message}`);
    console.error(`remedy: ${remedies[error.code] ?? "Mend what the cause names."}`);
    process.exit(2);
  }
}

if (isStale()) await bringUpToDate();
await import("../dist/cli.js");
