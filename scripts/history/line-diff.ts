import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../src/patch/plan.ts";

/** A part of a unified diff that can be applied by itself: one hunk, one file, or all of it. */
export interface LinePatch {
  readonly files: readonly string[];
  readonly text: string;
}

/** A diff of the release that it was made on: as a whole, file by file, and hunk by hunk. */
export interface LineDiff {
  readonly whole: LinePatch;
  readonly files: readonly LinePatch[];
  readonly hunks: readonly LinePatch[];
}

/** What applies diffs, by the command line that one would write. */
export const tools = ["git apply", "git apply -3", "patch"] as const;
export type Tool = (typeof tools)[number];

/**
 * A git repository with the files of a release that a diff was made on, and above them the same files of another release:
 * `git apply -3` needs the former as blobs. `texts` hold paths below GOROOT/src.
 */
export class Checkout {
  constructor(
    readonly dir: string,
    readonly base: ReadonlyMap<string, string>,
  ) {
    mkdirSync(dir, { recursive: true });
    this.git("init", "--quiet");
    this.commit(base);
  }

  commit(texts: ReadonlyMap<string, string>): void {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(this.dir, path)), { recursive: true });
      writeFileSync(join(this.dir, path), text);
    }
    this.git("add", "--all", "--force");
    this.git("commit", "--quiet", "--allow-empty", "--message=texts");
  }

  /** Applies a patch, reads what has come of its files, and takes it back; undefined where the tool fails. */
  apply(tool: Tool, { files, text }: LinePatch): Map<string, string> | undefined {
    const before = this.#texts(files);
    const [file = "", ...args] = tool.split(" ");
    // What was written back has other times, by which git would take it for changed.
    if (args.includes("-3")) this.git("update-index", "-q", "--refresh");
    const quiet = ["--strip=1", "--force", "--silent", "--no-backup-if-mismatch", "--reject-file=-"];
    const options = file === "patch" ? quiet : [...args, "-"];
    const { status, error } = spawnSync(file, options, { cwd: this.dir, input: text, env });
    if (error) throw error;
    const after = this.#texts(files);
    if (args.includes("-3")) this.git("reset", "--quiet", "--hard");
    else for (const [path, old] of before) this.#restore(path, old);
    return status === 0 ? after : undefined;
  }

  #texts(paths: readonly string[]): Map<string, string> {
    return new Map(paths.map((path) => [path, this.read(path)]));
  }

  /** The text of a file; "" for one that this release has not. */
  read(path: string): string {
    const file = join(this.dir, path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  #restore(path: string, text: string): void {
    const file = join(this.dir, path);
    if (text === "") rmSync(file, { force: true });
    else writeFileSync(file, text);
  }

  /** The diff from what is committed to these texts, as `git diff` writes it. */
  diff(texts: ReadonlyMap<string, string>): LineDiff {
    for (const [path, text] of texts) writeFileSync(join(this.dir, path), text);
    const text = this.git("diff", "--full-index", "--no-color", "--no-ext-diff");
    this.git("reset", "--quiet", "--hard");
    const files = text.split(/^(?=diff --git )/m).map(filePatch);
    return {
      whole: { files: files.flatMap((one) => one.files), text },
      files,
      hunks: files.flatMap(hunksOf),
    };
  }

  git(...args: string[]): string {
    return execFileSync("git", ["-c", "core.autocrlf=false", ...args], {
      cwd: this.dir,
      env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
  }
}

/** Git without anybody's settings. */
const env = {
  PATH: process.env.PATH,
  LC_ALL: "C",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_CEILING_DIRECTORIES: "/",
  GIT_AUTHOR_NAME: "t",
  GIT_AUTHOR_EMAIL: "t@localhost",
  GIT_COMMITTER_NAME: "t",
  GIT_COMMITTER_EMAIL: "t@localhost",
};

const filePatch = (text: string): LinePatch => ({ files: [/^\+\+\+ b\/(.*)$/m.exec(text)?.[1] ?? ""], text });

function hunksOf({ files, text }: LinePatch): LinePatch[] {
  const [head = "", ...hunks] = text.split(/^(?=@@ )/m);
  return hunks.map((hunk) => ({ files, text: head + hunk }));
}

/** The files of a plan as they would be written by hand: without the directives that number the lines. */
export function plainResult(plan: Plan): Map<string, string> {
  return new Map(
    plan.files
      .filter(({ before }) => before !== undefined)
      .map(({ path, after }) => [path, after.replace(/^\/\/line :\d+:1\n/gm, "")]),
  );
}

/** The lines of `before`, counted from 0, in front of which `after` has something that `before` has not. */
export function insertionsIn(before: string, after: string): Set<number> {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const points = new Set<number>();
  let at = 0;
  for (const line of now) {
    if (line === old[at]) at++;
    else points.add(at);
  }
  return points;
}
