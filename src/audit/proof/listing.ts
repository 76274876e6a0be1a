import { createHash } from "node:crypto";

/**
 * The listing that `compile -S` prints, read line by line. It is a list of blocks, one a symbol:
 *
 *     main.main STEXT size=66 args=0x0 locals=0x10 funcid=0x0 align=0x0
 *     	0x0000 00000 (main.go:3)	TEXT	main.main(SB), ABIInternal, $24-0
 *     	0x0000 49 3b 66 10 76 38 …
 *     	rel 5+4 t=R_CALL runtime.printlock+0
 *     go:string."x" SRODATA dupok size=1
 *
 * The listing of a large package has 140 MB, so nobody holds one: a first reading takes a digest of each block, a second
 * one the lines of the block that differs.
 */
export interface BlockId {
  /** Linker symbol. */
  readonly symbol: string;
  /** 1 for the first block of this symbol; there may be one for each ABI. */
  readonly occurrence: number;
}

export interface Block extends BlockId {
  readonly kind: "function" | "data";
  /** Hash of its lines, the heading included. */
  readonly digest: string;
}

const heading = /^(.+?) (S[A-Z0-9]+)(?: [a-z]+)* size=\d+/;

interface Heading extends BlockId {
  readonly kind: Block["kind"];
}

/** Gives every line the block in which it stands; lines before the first block have none. */
function blockFinder(): (line: string) => Heading | undefined {
  const occurrences = new Map<string, number>();
  let current: Heading | undefined;
  return (line) => {
    const [, symbol, kind] = line.startsWith("\t") ? [] : (heading.exec(line) ?? []);
    if (symbol === undefined) return current;
    const occurrence = (occurrences.get(symbol) ?? 0) + 1;
    occurrences.set(symbol, occurrence);
    current = { symbol, occurrence, kind: kind === "STEXT" ? "function" : "data" };
    return current;
  };
}

/** Takes a listing line by line and gives the digests of its blocks, in order. */
export function digestListing(): { push(line: string): void; blocks(): Block[] } {
  const blockOf = blockFinder();
  const hashes = new Map<Heading, ReturnType<typeof createHash>>();
  return {
    push(line) {
      const block = blockOf(line);
      if (!block) return;
      const hash = hashes.get(block) ?? createHash("sha256");
      hashes.set(block, hash.update(`${line}\n`));
    },
    blocks: () => [...hashes].map(([block, hash]) => ({ ...block, digest: hash.digest("hex") })),
  };
}

/** Takes a listing line by line and keeps the lines of one block. */
export function captureBlock(wanted: BlockId): { push(line: string): void; lines: readonly string[] } {
  const blockOf = blockFinder();
  const lines: string[] = [];
  return {
    push(line) {
      const block = blockOf(line);
      if (block?.symbol === wanted.symbol && block.occurrence === wanted.occurrence) lines.push(line);
    },
    lines,
  };
}

/** The first block that is not the same in both listings: functions before data, in the order of the stock listing. */
export function firstDifferentBlock(stock: readonly Block[], other: readonly Block[]): Block | undefined {
  const digests = (blocks: readonly Block[]): Map<string, string> =>
    new Map(blocks.map((block) => [key(block), block.digest]));
  const [mine, theirs] = [digests(stock), digests(other)];
  const different = [
    ...stock.filter((block) => theirs.get(key(block)) !== block.digest),
    ...other.filter((block) => !mine.has(key(block))),
  ];
  return different.find(({ kind }) => kind === "function") ?? different[0];
}

const key = ({ symbol, occurrence }: BlockId): string => `${occurrence} ${symbol}`;

/** Where two compilations of a package part. */
export interface Divergence {
  readonly kind: Block["kind"];
  readonly symbol: string;
  /** The first line that is not the same: an instruction with its offset and source line. Undefined: there is none. */
  readonly stock: string | undefined;
  readonly instrumented: string | undefined;
}

/** The first line in which two blocks differ; the headings only where all else is the same. */
export function divergence(
  { kind, symbol }: Block,
  stock: readonly string[],
  other: readonly string[],
): Divergence {
  const length = Math.max(stock.length, other.length);
  const below = Array.from({ length }, (_, index) => index).slice(1);
  const at = below.find((index) => stock[index] !== other[index]) ?? 0;
  return { kind, symbol, stock: oneLine(stock[at]), instrumented: oneLine(other[at]) };
}

const oneLine = (line: string | undefined): string | undefined => line?.trim().replace(/\s+/g, " ");
