import { basename, dirname, join } from "node:path";
import type { Host } from "../host/host.ts";
import { recordedSessions } from "../toolchain/recorded-session.ts";
import { type SessionRecord, sessionsDir } from "../toolchain/session.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import {
  type BuiltSession,
  type Compared,
  changedSettings,
  compareBuilds,
} from "../trace/misses/compare-builds.ts";
import { inputChanges } from "../trace/misses/inputs.ts";
import type { Miss, MissCause, Misses } from "../trace/misses/miss.ts";
import { readActionGraph } from "./session-actions.ts";

/**
 * Why what a session compiled was not in the build cache, by comparing it with the last session before it that ran the
 * same go command in the same folder. Undefined where there is none, where one of the two has no action graph, and
 * with `-a`, which asks for it. Never throws.
 */
export async function cacheMisses(host: Host, session: string): Promise<Misses | undefined> {
  if (dirname(session) !== (await host.realPath(sessionsDir(host)).catch(() => ""))) return undefined;
  const record = await readSessionRecord(host, session);
  if (!record || record.command.includes("-a")) return undefined;
  const earlier = await sessionsBefore(host, basename(session), record);
  const last = earlier.find((one) => operands(one.record) === operands(record)) ?? earlier[0];
  const now = last && (await builtSession(host, session, record));
  const before = now && (await builtSession(host, last.dir, last.record));
  if (!before) return undefined;
  const compiles = new Compiles(
    host,
    session,
    earlier.map(({ dir }) => dir),
  );
  const settings = changedSettings(before, now);
  const missed: Miss[] = [];
  for (const compared of compareBuilds(before, now))
    missed.push(await explained(compared, compiles, settings));
  return { before: basename(last.dir), missed };
}

/** What go was told to work on: where one folder has several builds, the same one is the one to compare with. */
function operands({ command }: SessionRecord): string {
  return command.filter((word) => !word.startsWith("-")).join(" ");
}

interface Earlier {
  readonly dir: string;
  readonly record: SessionRecord;
}

/** Those of the same folder and go command that have an action graph, the last first; `-o` and other flags may differ. */
async function sessionsBefore(host: Host, id: string, { command, cwd }: SessionRecord): Promise<Earlier[]> {
  const all = await recordedSessions(host);
  return all.flatMap(({ id: other, dir, record }) =>
    other < id && record?.actionGraph && record.cwd === cwd && record.command[1] === command[1]
      ? [{ dir, record }]
      : [],
  );
}

async function builtSession(
  host: Host,
  dir: string,
  record: SessionRecord,
): Promise<BuiltSession | undefined> {
  const graph = await readActionGraph(host, dir);
  if (!graph || graph.actions.length === 0) return undefined;
  const { toolchain, env, command } = record;
  return {
    graph,
    toolchain: toolchain.fingerprint,
    cache: env.GOCACHE ?? "",
    settings: settingsOf(env, command),
  };
}

/** Variables that go puts into its action ids, of whatever package. */
const inAction =
  /^(?:GOFLAGS|GOOS|GOARCH|GO(?:386|AMD64|ARM|ARM64|MIPS|MIPS64|PPC64|RISCV64|WASM)|GOEXPERIMENT|GOFIPS140|CGO_.+|CC|CXX|FC|AR|PKG_CONFIG)$/;

/** Flags that change nothing of what is compiled. */
const harmless = /^-(?:o|p|v|x|n|work|json|debug-.*)(?:=|$)/;

function settingsOf(env: SessionRecord["env"], command: readonly string[]): ReadonlyMap<string, string> {
  const variables = Object.entries(env).filter(([name]) => inAction.test(name));
  const flags = command.filter((word) => word.startsWith("-") && !harmless.test(word));
  return new Map([...variables, ...flags.map((flag) => [flag.split("=", 1)[0]!, flag] as const)]);
}

/** What only the traces of both compiles can tell: those are read of the packages where it began. */
async function explained(
  { earlierId, ...miss }: Compared,
  compiles: Compiles,
  settings: readonly string[],
): Promise<Miss> {
  if (miss.cause.kind !== "inputs") return miss;
  const before = earlierId && (await compiles.before(earlierId));
  const now = before && (await compiles.now(miss.actionId));
  const changes = now && inputChanges(before, now);
  const isKnown = changes && Object.values(changes).some((names) => names.length > 0);
  const cause: MissCause =
    settings.length > 0 && !isKnown
      ? { kind: "settings", names: settings }
      : { kind: "inputs", ...(changes && { changes }) };
  return { ...miss, cause };
}

/** More packages that began it are told without what changed in them. */
const mostRead = 20;

/** How many sessions are looked through for the one that compiled a package last. */
const mostSessions = 10;

/** Finds the trace of a compile by its action id, which is in the file's name. */
class Compiles {
  private read = 0;
  private readonly names = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly host: Host,
    private readonly session: string,
    private readonly earlier: readonly string[],
  ) {}

  now(actionId: string): Promise<SpanFile | undefined> {
    return this.find([this.session], actionId);
  }

  before(actionId: string): Promise<SpanFile | undefined> {
    if (this.read++ >= mostRead) return Promise.resolve(undefined);
    return this.find(this.earlier.slice(0, mostSessions), actionId);
  }

  private async find(sessions: readonly string[], actionId: string): Promise<SpanFile | undefined> {
    for (const session of sessions) {
      const dir = join(session, "proc");
      const name = (await this.namesIn(dir)).find((one) => one.startsWith(`compile-${actionId}-`));
      if (name === undefined) continue;
      return decodeSpanFile(await this.host.readBytes(join(dir, name)).catch(() => new Uint8Array()));
    }
    return undefined;
  }

  private namesIn(dir: string): Promise<readonly string[]> {
    const known = this.names.get(dir);
    if (known) return known;
    const names = this.host
      .readDir(dir)
      .then((entries) => entries.map(({ name }) => name).filter((name) => name.endsWith(".span")));
    this.names.set(dir, names);
    return names;
  }
}
