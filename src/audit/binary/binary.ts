import { sha256 } from "../../base/fingerprint.ts";
import { type Cursor, uvarint } from "../varint.ts";
import type { BinaryIdentity } from "./comparison.ts";
import { type Elf, readElf, section } from "./elf.ts";
import { type FunctionTable, readFunctions } from "./pclntab.ts";
import { readSymbols, type SymbolTable } from "./symbols.ts";

/** A linked Go program, read. Names of functions may repeat: ABI0 and ABIInternal versions of one. */
export interface GoBinary extends FunctionTable {
  readonly identity: BinaryIdentity;
  readonly elf: Elf;
  readonly symbols: SymbolTable;
  /** Build settings as `go version -m` prints them: `-trimpath` → `true`. */
  readonly settings: ReadonlyMap<string, string>;
}

/** Reads a linked Go program; `name` says in failures which one: "the stock compile". */
export function readBinary(bytes: Uint8Array, name: string): GoBinary {
  const elf = readElf(bytes, name);
  const symbols = readSymbols(elf);
  const { quantum, functions } = readFunctions(elf, symbols, name);
  const { version, settings } = buildInfo(elf);
  const identity = {
    sha256: sha256(bytes),
    buildId: buildId(elf),
    goVersion: version,
    goos: settings.get("GOOS") ?? "unknown",
    goarch: elf.goarch,
    size: bytes.length,
    functions: functions.length,
  };
  return { identity, elf, symbols, settings, quantum, functions };
}

/** The Go build ID: in an ELF note, or, where an external linker dropped that, at the start of the text segment. */
export function buildId(elf: Elf): string {
  const note = section(elf, ".note.go.buildid")?.data;
  if (note && note.length > 16) {
    const start = 12 + note.readUInt32LE(0);
    return note.toString("latin1", start, start + note.readUInt32LE(4));
  }
  const start = section(elf, ".text")?.data.toString("latin1", 0, 256) ?? "";
  return /^\xff Go build ID: "([^"]*)"\n \xff/.exec(start)?.[1] ?? "";
}

interface BuildInfo {
  readonly version: string;
  readonly settings: ReadonlyMap<string, string>;
}

/** What `go version -m` prints, from .go.buildinfo as it is since go1.18: two strings, after a header of 32 bytes. */
function buildInfo(elf: Elf): BuildInfo {
  const data = section(elf, ".go.buildinfo")?.data;
  if (!data || data.length < 33) return { version: "unknown", settings: new Map() };
  const cursor = { bytes: data, at: 32 };
  const version = shortString(cursor);
  const settings = shortString(cursor).matchAll(/^build\t([^=\n]+)=(.*)$/gm);
  return { version, settings: new Map([...settings].map(([, key = "", value = ""]) => [key, value])) };
}

/** A string with its length before it. */
function shortString(cursor: Cursor): string {
  const length = uvarint(cursor);
  const from = cursor.at;
  cursor.at += length;
  return cursor.bytes.toString("latin1", from, cursor.at);
}
