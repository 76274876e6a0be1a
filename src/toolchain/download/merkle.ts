import { createHash } from "node:crypto";

/** A record in a transparent log, as the log hashes it. */
export interface LogRecord {
  /** Its place in the log, from 0. */
  readonly id: number;
  readonly text: string;
}

/** Part of a log's tree: `width` hashes of 32 bytes at height `8 × level`, from `256 × index` on. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to `tileWidth`. */
  readonly width: number;
}

export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

/** Levels in one tile, as the checksum database has them. */
export const tileHeight = 8;
export const tileWidth = 2 ** tileHeight;

/**
 * The root of a log of `size` records in which `record` stands at its place, all other hashes taken from tiles (RFC 6962, 2.1).
 * If it is the root that the log has signed, then the record is in the log: no tile has to be trusted for that. Throws
 * an `Error` where the record has no place, or a tile is too short.
 */
export async function rootWith(record: LogRecord, size: number, readTile: ReadTile): Promise<Buffer> {
  if (record.id >= size || !Number.isSafeInteger(size))
    throw new Error(`the log has ${size} records, this one would be number ${record.id}`);
  const read = readOnce(size, readTile);
  const hashOf = async (start: number, count: number): Promise<Buffer> => {
    const holds = start <= record.id && record.id < start + count;
    if (holds && count === 1) return leafHash(record.text);
    const left = largestPowerBelow(count);
    if (!holds && (count === 1 || left * 2 === count)) return perfect(start, count, read);
    return nodeHash(...(await Promise.all([hashOf(start, left), hashOf(start + left, count - left)])));
  };
  return hashOf(0, size);
}

/** The largest power of two below `count`: where a tree of so many leaves is divided. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** Reads each tile of a log of `size` records once, as wide as it is by now. */
function readOnce(size: number, readTile: ReadTile): (level: number, index: number) => Promise<Buffer> {
  const tiles = new Map<string, Promise<Buffer>>();
  return (level, index) => {
    const key = `${level}/${index}`;
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - tileWidth * index);
    const tile = tiles.get(key) ?? readTile({ level, index, width }).then((bytes) => wholeTile(bytes, width));
    tiles.set(key, tile);
    return tile;
  };
}

function wholeTile(bytes: Uint8Array, width: number): Buffer {
  if (bytes.length < width * 32) throw new Error(`a tile of ${width} hashes has ${bytes.length} bytes`);
  return Buffer.from(bytes);
}

/** The hash of a subtree of `count` leaves, a power of two, from the hashes of the tile below its top. */
async function perfect(
  start: number,
  count: number,
  read: (level: number, index: number) => Promise<Buffer>,
): Promise<Buffer> {
  const level = Math.floor(Math.log2(count) / tileHeight);
  const first = start / tileWidth ** level;
  const tile = await read(level, Math.floor(first / tileWidth));
  const from = first % tileWidth;
  const hashes = Array.from({ length: count / tileWidth ** level }, (_, at) =>
    tile.subarray((from + at) * 32, (from + at + 1) * 32),
  );
  return topOf(hashes);
}

/** The root over hashes whose number is a power of two. */
function topOf(hashes: readonly Buffer[]): Buffer {
  const [one] = hashes;
  if (one && hashes.length === 1) return one;
  const half = hashes.length / 2;
  return nodeHash(topOf(hashes.slice(0, half)), topOf(hashes.slice(half)));
}

/** RFC 6962: leaves and nodes are hashed with different first bytes, so that no node can pass for a leaf. */
export const leafHash = (text: string): Buffer =>
  createHash("sha256").update(Buffer.of(0)).update(text).digest();

export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash("sha256").update(Buffer.of(1)).update(left).update(right).digest();
