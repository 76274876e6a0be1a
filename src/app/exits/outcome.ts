import { join } from "node:path";
import type { Host } from "../../host/host.ts";
import { programs, type WayOut } from "./ways.ts";

/** What one run of a compiler came to. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The object file in base64; undefined where there is none. */
  readonly output: string | undefined;
}

/**
 * Runs a compiler on a way out, in the folder `work` below `scratch`, which is made anew. `extra` goes over the environment of the
 * way, as the variables of a trace do.
 */
export async function takeWay(
  host: Host,
  compiler: string,
  { args, env }: Pick<WayOut, "args" | "env">,
  scratch: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const dir = join(scratch, "work");
  await host.remove(dir);
  for (const [name, text] of Object.entries(programs)) await host.writeFile(join(dir, name), text);
  const world = { PATH: host.env.PATH, HOME: scratch, ...env, ...extra };
  const { exitCode, stdout, stderr } = await host.run({ file: compiler, args, cwd: dir, env: world });
  const object = join(dir, "out.o");
  const output = (await host.stat(object))
    ? Buffer.from(await host.readBytes(object)).toString("base64")
    : undefined;
  return { exitCode, stdout, stderr, output };
}

/** How often a way is taken until it ends as it should: a crash races with the end of the main goroutine. */
export const attempts = ({ crash = false }: Pick<WayOut, "crash">): number => (crash ? 40 : 1);

/** An outcome as it can be compared with that of another run. */
export function comparable({ crash }: Pick<WayOut, "crash">, outcome: Outcome): Outcome {
  return crash ? comparableCrash(outcome) : outcome;
}

/**
 * An outcome without what may differ between two runs of one crash: addresses, arguments, goroutine numbers, and how far
 * the main goroutine came with an output that cmd/go throws away.
 */
export function comparableCrash({ stderr, output, ...outcome }: Outcome): Outcome {
  const same = stderr
    .replace(/0x[0-9a-f]+\??/g, "0x")
    .replace(/goroutine \d+( gp=0x)?/g, "goroutine N")
    .replace(/\/\S+?\/src\//g, "");
  return { ...outcome, stderr: same, output: outcome.exitCode === 0 ? output : undefined };
}
