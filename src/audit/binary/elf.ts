import { inflateSync } from "node:zlib";
import { notAGoBinary } from "../../base/errors.ts";

/** A section of an ELF file. Addresses and sizes in bytes; an address of 0: it is not loaded. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly address: number;
  readonly size: number;
  /** SHF_ALLOC: it is there when the program runs. */
  readonly loaded: boolean;
  /** What lies in the file; empty for .bss. */
  readonly data: Buffer;
  /** SHF_COMPRESSED: `data` is to be read by {@link inflated}. */
  readonly compressed: boolean;
}

/** A 64-bit little-endian ELF file: its sections, in the order of the file. */
export interface Elf {
  /** All of its bytes. */
  readonly file: Buffer;
  /** In Go's words: "amd64"; `machine 8` for one that we have no word for. */
  readonly goarch: string;
  /** The address at which the program begins to run. */
  readonly entry: number;
  readonly sections: readonly Section[];
}

const goarchs: Readonly<Record<number, string>> = {
  21: "ppc64le",
  62: "amd64",
  183: "arm64",
  243: "riscv64",
  258: "loong64",
};
const sectionType = { noBits: 8 };
const sectionFlag = { alloc: 2, compressed: 0x800 };

/** Reads the headers of an ELF file. `name` says in failures which file that is: "the stock compile". */
export function readElf(bytes: Uint8Array, name: string): Elf {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46) throw notAGoBinary(name, "it is no ELF file");
  if (file[4] !== 2 || file[5] !== 1)
    throw notAGoBinary(name, "only 64-bit little-endian ELF files are understood");
  try {
    const goarch = machine(file.readUInt16LE(18));
    return { file, goarch, entry: word(file, 24), sections: readSections(file) };
  } catch (cause) {
    throw notAGoBinary(name, "its section headers are damaged", { cause });
  }
}

const machine = (number: number): string => goarchs[number] ?? `machine ${number}`;

/** The section of this name. */
export function section(elf: Elf, name: string): Section | undefined {
  return elf.sections.find((one) => one.name === name);
}

/** The loaded section that holds this address. */
export function sectionAt(elf: Elf, address: number): Section | undefined {
  return elf.sections.find((one) => one.loaded && address >= one.address && address < one.address + one.size);
}

function readSections(file: Buffer): Section[] {
  const [start, size, count, names] = [
    word(file, 40),
    file.readUInt16LE(58),
    file.readUInt16LE(60),
    file.readUInt16LE(62),
  ];
  const headers = Array.from({ length: count }, (_, i) =>
    file.subarray(start + i * size, start + (i + 1) * size),
  );
  const strings = contents(file, headers[names]!);
  return headers.map((header) => ({
    name: text(strings, header.readUInt32LE(0)),
    type: header.readUInt32LE(4),
    address: word(header, 16),
    size: word(header, 32),
    loaded: (word(header, 8) & sectionFlag.alloc) !== 0,
    compressed: (word(header, 8) & sectionFlag.compressed) !== 0,
    data: contents(file, header),
  }));
}

function contents(file: Buffer, header: Buffer): Buffer {
  if (header.readUInt32LE(4) === sectionType.noBits) return Buffer.alloc(0);
  const [from, size] = [word(header, 24), word(header, 32)];
  if (from + size > file.length) throw new RangeError("a section ends after the file");
  return file.subarray(from, from + size);
}

/** The contents of a section as they were before it was compressed: Go's linker uses zlib, after a header of 24 bytes. */
export function inflated({ data, compressed }: Section): Buffer {
  return compressed ? inflateSync(data.subarray(24)) : data;
}

/** A 64-bit number: addresses of programs stay far below 2^53. */
export function word(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}

/** The text from `at` to the next NUL. */
export function text(bytes: Buffer, at: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString("utf8", at, end < 0 ? bytes.length : end);
}
