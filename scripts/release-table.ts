/**
 * Tries every Go release on this machine and writes the README's table of releases: npm run releases.
 * For each: do the patches fit, is every way out covered, does the toolchain build, does a tool of the Go distribution
 * built under tracing have the bytes that the release's own Go gives it?
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Release, releases } from "../src/e2e/shared.testing.ts";
import { packageRoot } from "../src/host/package.ts";

const cli = join(packageRoot(), "bin/traceinject.mjs");
const readme = join(packageRoot(), "README.md");
const program = "cmd/nm";

interface Row {
  readonly release: string;
  readonly from: string;
  readonly fits: string;
  readonly exits: string;
  readonly traced: string;
  readonly program: string;
}

const scratch = mkdtempSync(join(tmpdir(), "traceinject-releases-"));
try {
  const rows: Row[] = [];
  for (const release of await releases()) {
    console.error(`trying ${release.name}`);
    rows.push(tryRelease(release));
  }
  const text = readFileSync(readme, "utf8");
  writeFileSync(
    readme,
    text.replace(/(<!-- releases -->\n)[\s\S]*(<!-- \/releases -->)/, `$1${table(rows)}$2`),
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function run(file: string, ...args: string[]): string {
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", XDG_STATE_HOME: join(scratch, "state") };
  return execFileSync(file, args, {
    cwd: scratch,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function tryRelease({ name, goroot }: Release): Row {
  const choice = ["--goroot", goroot];
  const { changes, newFiles } = JSON.parse(run(cli, "patch", ...choice, "--json"));
  const exits: { coveredBy?: string }[] = JSON.parse(run(cli, "patch", ...choice, "--exits", "--json")).exits;
  run(cli, "build", ...choice);
  run(cli, ...choice, "go", "build", "-a", "-trimpath", "-o", join(scratch, "traced"), program);
  run(join(goroot, "bin/go"), "build", "-trimpath", "-o", join(scratch, "stock"), program);
  const { total, processes } = JSON.parse(run(cli, "report", "--json"));
  const same = readFileSync(join(scratch, "traced")).equals(readFileSync(join(scratch, "stock")));
  return {
    release: name,
    from: goroot.startsWith("/usr/lib/go-")
      ? "Debian"
      : goroot.includes("toolchain@")
        ? "module proxy"
        : "go.dev",
    fits: `${changes.length} changes, ${newFiles.length} new files`,
    exits: `${exits.length}, ${exits.filter((exit) => !exit.coveredBy).length} not covered`,
    traced: `${processes.length} compiles, ${total.functions} functions`,
    program: same ? "the same bytes" : "**differs**",
  };
}

function table(rows: readonly Row[]): string {
  const head = ["release", "from", "fits", "ways out", `traced build of ${program}`, "program"];
  const lines = rows.map((row) => [row.release, row.from, row.fits, row.exits, row.traced, row.program]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
