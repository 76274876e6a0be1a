import type { Host } from "../../host/host.ts";
import { type LogRecord, rootWith, type Tile, tileHeight, tileWidth } from "./merkle.ts";
import { openNote, parseVerifier, type Verifier } from "./note.ts";
import { firstAnswer } from "./proxies.ts";
import type { Source } from "./proxy-list.ts";
import { getBytes, getText, Refused } from "./request.ts";

/** A GOSUMDB, read. */
export interface ChecksumDatabase {
  readonly verifier: Verifier;
  /** Where to ask it, past all proxies; undefined where only its name was given. */
  readonly url: string | undefined;
}

/** The key of the one database that go knows by name. It is public, and never changes. */
const knownKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

/**
 * Reads a GOSUMDB as go does: `sum.golang.org`, its mirror `sum.golang.google.cn`, or a key, each with or without a URL. Throws an
 * `Error` for `off`, and for what is none of these.
 */
export function parseChecksumDatabase(gosumdb: string): ChecksumDatabase {
  if (gosumdb.trim() === "off") throw new Error("GOSUMDB=off switches the checksum database off");
  const [name = "", mirror, ...more] = gosumdb.trim().split(/\s+/);
  if (more.length > 0) throw new Error(`GOSUMDB is "${gosumdb}", which has more than a key and a URL`);
  if (name === "sum.golang.google.cn")
    return { verifier: parseVerifier(knownKey), url: mirror ?? `https://${name}` };
  const verifier = parseVerifier(name === "sum.golang.org" ? knownKey : name);
  return { verifier, url: mirror?.replace(/\/+$/, "") };
}

/**
 * The `h1:` hash of a module version, by the database's own word: the tree that it has signed holds the record (RFC 6962
 * inclusion, from tiles). Throws `Refused` where it does not know the version, else an `Error` that says what is wrong.
 */
export async function provenHash(
  host: Host,
  database: ChecksumDatabase,
  sources: readonly Source[],
  module: string,
  version: string,
): Promise<string> {
  const { verifier } = database;
  const base = await baseOf(host, database, sources);
  const url = `${base}/lookup/${module}@${version}`;
  const { record, note } = parseLookup(await getText(host, url));
  const { size, root } = parseTree(openNote(note, verifier));
  const proven = await rootWith(record, size, (tile) => readTile(host, base, tile));
  if (!proven.equals(root))
    throw new Error(`the record of ${version} is not in the tree that ${verifier.name} has signed`);
  return hashIn(record, module, version);
}

/** The first proxy that passes such questions on is asked for good; the database itself where there is none. */
function baseOf(
  host: Host,
  { verifier, url }: ChecksumDatabase,
  sources: readonly Source[],
): Promise<string> {
  if (url !== undefined) return Promise.resolve(url);
  const itself: Source = { kind: "direct" };
  return firstAnswer([...sources.filter(({ kind }) => kind === "proxy"), itself], async (source) => {
    if (source.kind !== "proxy") return `https://${verifier.name}`;
    const base = `${source.url}/sumdb/${verifier.name}`;
    await getBytes(host, `${base}/supported`);
    return base;
  });
}

/** The record's number, its lines, an empty line, the signed tree. */
function parseLookup(text: string): { readonly record: LogRecord; readonly note: string } {
  const [head = ""] = /^\d+\n(?:[^\n]+\n)+\n/.exec(text) ?? [];
  if (head === "") throw new Error("its answer is no record");
  const [id = "", ...lines] = head.slice(0, -1).split(/(?<=\n)/);
  return { record: { id: Number(id), text: lines.join("") }, note: text.slice(head.length) };
}

function parseTree(text: string): { readonly size: number; readonly root: Buffer } {
  const [, size, root = ""] = /^go\.sum database tree\n(\d+)\n(\S+)\n/.exec(text) ?? [];
  if (size === undefined) throw new Error("what it has signed is no tree");
  return { size: Number(size), root: Buffer.from(root, "base64") };
}

function hashIn({ text }: LogRecord, module: string, version: string): string {
  const line = text.split("\n").find((one) => one.startsWith(`${module} ${version} h1:`));
  if (line === undefined) throw new Error(`the record that it gives for ${version} is of something else`);
  return line.slice(`${module} ${version} `.length);
}

/** A tile that was not full when the tree was signed may be kept only as the full one that it has become. */
async function readTile(host: Host, base: string, { level, index, width }: Tile): Promise<Uint8Array> {
  const full = `${base}/tile/${tileHeight}/${level}/${groupsOfThree(index)}`;
  if (width === tileWidth) return getBytes(host, full);
  return getBytes(host, `${full}.p/${width}`).catch((error: unknown) => {
    if (error instanceof Refused && error.isMissing) return getBytes(host, full);
    throw error;
  });
}

/** 1234067 is `x001/x234/067`: no folder of a database has more than 1000 entries. */
export function groupsOfThree(index: number): string {
  const last = String(index % 1000).padStart(3, "0");
  const before = Math.floor(index / 1000);
  return before === 0 ? last : `${groupsOfThree(before).replace(/(\d{3})$/, "x$1")}/${last}`;
}
