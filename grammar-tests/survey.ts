import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { sha256 } from "../src/base/fingerprint.ts";
import type { Construct } from "../src/syntax/constructs.ts";
import type { FuncFacts } from "./facts.ts";

/** Why a file does not parse; `unknown` until src/syntax/constructs.ts names it. */
export type Reason = Construct | "unknown";

/** What a survey can ask of each file. */
export interface Questions {
  /** Which construct makes an ERROR or MISSING node in the tree? Null if there is none. */
  readonly gap: Reason | null;
  /** Which functions does it declare? Null if it is broken: such a tree proves nothing. */
  readonly facts: readonly FuncFacts[] | null;
  /** Where do the trees of the two engines differ first? Null if nowhere. */
  readonly difference: string | null;
}

/**
 * Asks one question of many files, on one process a core. More than half of the files of a release stand
 * unchanged in its neighbour, so each distinct text is parsed once.
 */
export async function survey<Q extends keyof Questions>(
  question: Q,
  paths: readonly string[],
): Promise<Map<string, Questions[Q]>> {
  const hashes = new Map(paths.map((path) => [path, sha256(readFileSync(path))]));
  const first = new Map([...hashes].reverse().map(([path, hash]) => [hash, path]));
  const answers = await onWorkers(question, [...first.values()]);
  return new Map(
    [...hashes].map(([path, hash]) => [path, answers.get(first.get(hash) ?? "") as Questions[Q]]),
  );
}

async function onWorkers<Q extends keyof Questions>(
  question: Q,
  paths: string[],
): Promise<Map<string, Questions[Q]>> {
  const answers = new Map<string, Questions[Q]>();
  const queue = [...paths];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // A process and not a thread: tsx does not reach into threads on Node 20.
      const worker = fork(new URL("./survey-worker.ts", import.meta.url), [question], {
        execArgv: ["--import", "tsx"],
      });
      const next = (): void => {
        const path = queue.shift();
        if (path === undefined) worker.disconnect();
        else worker.send(path);
      };
      worker.on("message", ({ path, answer }: { path: string; answer: Questions[Q] }) => {
        answers.set(path, answer);
        next();
      });
      worker.on("error", reject);
      worker.on("exit", (code) =>
        code === 0 ? resolve() : reject(new Error(`a survey worker ended with ${code}`)),
      );
      next();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  if (answers.size !== paths.length) throw new Error("a survey worker left files unread");
  return answers;
}
