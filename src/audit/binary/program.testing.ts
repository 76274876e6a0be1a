import { elfFile, u32, u64 } from "./elf.testing.ts";
import type { UnlinkedFunction } from "./link.ts";

/**
 * A function in a notation of its own: hexadecimal bytes, and references to functions and data by name.
 * `@f` is the 32-bit PC-relative field of amd64 (`@f:4` with four more bytes in the instruction), `bl@f` a call and `adrp@x` a pair ADRP, ADD of arm64:
 * `e8 @main.f c3` calls main.f and returns.
 */
export interface TestFunction {
  readonly code: string;
  readonly args?: number;
  /** Pairs: up to which PC, which delta of SP. Left out: 0 everywhere. */
  readonly pcsp?: readonly (readonly [number, number])[];
  readonly flag?: number;
  readonly nosplit?: boolean;
}

export interface TestProgram {
  readonly goarch?: "amd64" | "arm64";
  readonly functions: Readonly<Record<string, TestFunction | string>>;
  /** Bytes in .rodata. A name that begins with `_` gets no symbol. */
  readonly data?: Readonly<Record<string, string>>;
  /** The function that it begins to run; the first where absent. */
  readonly entry?: string;
  readonly stripped?: boolean;
  /** The form of .gopclntab before go1.20. */
  readonly old?: boolean;
  readonly settings?: string;
  readonly debugFrame?: Buffer;
}

const machines = {
  amd64: { number: 62, quantum: 1, padding: 0xcc },
  arm64: { number: 183, quantum: 4, padding: 0 },
};
const [textAddress, dataAddress] = [0x401000, 0x500000];

/** Links a program: an ELF file with the sections that the audit reads. */
export function link(program: TestProgram): Buffer {
  const { number, padding } = machines[program.goarch ?? "amd64"];
  const functions = functionsOf(program);
  const addresses = layout(program);
  const text = Buffer.concat(
    functions.map(([name, { code }]) => padded(assemble(code, addresses.get(name)!, addresses), padding)),
  );
  const data = Object.values(program.data ?? {}).map((bytes) => padded(hex(bytes), 0));
  return elfFile(
    number,
    [
      { name: ".text", address: textAddress, data: text },
      { name: ".rodata", address: dataAddress, data: Buffer.concat(data) },
      { name: ".gopclntab", address: 0x600000, data: pclntab(program, addresses) },
      { name: ".go.buildinfo", address: 0x700000, data: buildInfo(program.settings ?? "") },
      { name: ".note.go.buildid", address: 0x400f00, data: note("test/build/id") },
      ...(program.debugFrame ? [{ name: ".debug_frame", address: 0, data: program.debugFrame }] : []),
      ...(program.stripped ? [] : symbolSections(program, addresses)),
    ],
    addresses.get(program.entry ?? functions[0]![0]),
  );
}

/** The same functions before they are linked, as the object of a package holds them. */
export function unlinked(program: TestProgram, path = "main"): UnlinkedFunction[] {
  return functionsOf(program).map(([name, { code, args = 0, pcsp, nosplit = false }]) => {
    const bytes = assemble(code, 0, undefined);
    const references = tokens(code).filter(({ target }) => target !== undefined);
    return {
      package: path,
      name,
      key: name,
      nosplit,
      args,
      code: bytes,
      pcsp: pcTable(pcsp ?? [[bytes.length, 0]], machines[program.goarch ?? "amd64"].quantum),
      relocations: references.flatMap(({ offset, size }) => [offset, size]),
      calls: references.map(({ offset, target }) => ({ offset, target })),
    };
  });
}

function functionsOf({ functions }: TestProgram): [string, TestFunction][] {
  return Object.entries(functions).map(([name, one]) => [
    name,
    typeof one === "string" ? { code: one } : one,
  ]);
}

/** Addresses of functions and data, each a multiple of 16. */
function layout(program: TestProgram): ReadonlyMap<string, number> {
  const addresses = new Map<string, number>();
  let address = textAddress;
  for (const [name, { code }] of functionsOf(program)) {
    addresses.set(name, address);
    address += padded(assemble(code, 0, undefined), 0).length;
  }
  address = dataAddress;
  for (const [name, bytes] of Object.entries(program.data ?? {})) {
    addresses.set(name, address);
    address += padded(hex(bytes), 0).length;
  }
  return addresses;
}

interface Token {
  readonly text: string;
  readonly offset: number;
  readonly size: number;
  readonly target: string | undefined;
  /** Bytes of the instruction behind the field. */
  readonly rest: number;
}

function tokens(code: string): Token[] {
  let offset = 0;
  return code.split(" ").map((text) => {
    const [kind = "", target, rest = 0] = text.split(/[@:]/);
    const size = target === undefined ? 1 : kind === "adrp" ? 8 : 4;
    offset += size;
    return { text: kind, offset: offset - size, size, target, rest: Number(rest) };
  });
}

function assemble(code: string, entry: number, addresses: ReadonlyMap<string, number> | undefined): Buffer {
  const parts = tokens(code).map(({ text, offset, size, target, rest }) => {
    if (target === undefined) return hex(text);
    const to = addresses?.get(target);
    return to === undefined ? Buffer.alloc(size) : field(text, entry + offset, to - rest);
  });
  return Buffer.concat(parts);
}

function field(kind: string, from: number, to: number): Buffer {
  if (kind === "bl") return u32(0x94000000 + (((to - from) / 4) & 0x3ffffff));
  if (kind !== "adrp") return u32((to - from - 4) >>> 0);
  const pages = (to >> 12) - (from >> 12);
  const adrp = 0x9000001b + (pages & 3) * 2 ** 29 + ((pages >> 2) & 0x7ffff) * 2 ** 5;
  return Buffer.concat([u32(adrp), u32(0x9100037b + (to & 0xfff) * 2 ** 10)]);
}

function pclntab(program: TestProgram, addresses: ReadonlyMap<string, number>): Buffer {
  const functions = functionsOf(program);
  const { quantum } = machines[program.goarch ?? "amd64"];
  const sizes = functions.map(([, { code }]) => assemble(code, 0, undefined).length);
  const names = join(functions.map(([name]) => Buffer.from(`${name}\0`)));
  const tables = join(
    functions.map(([, { pcsp }], i) => pcTable(pcsp ?? [[sizes[i]!, 0]], quantum)),
    Buffer.from([0]),
  );
  const records = join(
    functions.map(([name, { args = 0, flag = 0 }], i) =>
      Buffer.concat([
        ...[addresses.get(name)! - textAddress, names.at[i]!, args, 0, tables.at[i]!, 0, 0, 0, 0].map(u32),
        ...(program.old ? [] : [u32(1)]),
        Buffer.from([0, flag, 0, 0]),
      ]),
    ),
    Buffer.alloc(functions.length * 8 + 4),
  );
  functions.forEach(([name], i) => {
    records.bytes.writeUInt32LE(addresses.get(name)! - textAddress, i * 8);
    records.bytes.writeUInt32LE(records.at[i]!, i * 8 + 4);
  });
  records.bytes.writeUInt32LE(textEnd(sizes), functions.length * 8);
  const offsets = [72, 0, 0, 72 + names.bytes.length, 72 + names.bytes.length + tables.bytes.length];
  const magic = program.old ? 0xfffffff0 : 0xfffffff1;
  const header = [u32(magic), Buffer.from([0, 0, quantum, 8]), u64(functions.length), u64(0), u64(0)];
  return Buffer.concat([...header, ...offsets.map(u64), names.bytes, tables.bytes, records.bytes]);
}

const textEnd = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + Math.ceil(size / 16) * 16, 0);

/** Parts one after the other, behind `first`, and where each begins. */
function join(parts: readonly Buffer[], first = Buffer.alloc(0)): { bytes: Buffer; at: number[] } {
  const at = parts.map((_, i) => Buffer.concat([first, ...parts.slice(0, i)]).length);
  return { bytes: Buffer.concat([first, ...parts]), at };
}

/** Values and distances below 64 take one byte each; that is enough here. */
function pcTable(steps: readonly (readonly [number, number])[], quantum: number): Buffer {
  let [pc, value] = [0, -1];
  const bytes = steps.flatMap(([end, delta]) => {
    const pair = [delta >= value ? (delta - value) * 2 : (value - delta) * 2 - 1, (end - pc) / quantum];
    [pc, value] = [end, delta];
    return pair;
  });
  if (bytes.some((byte) => byte > 0x7f)) throw new Error("too large for a table of this builder");
  return Buffer.from([...bytes, 0]);
}

function buildInfo(settings: string): Buffer {
  const [version, module] = ["go1.26.8", `0123456789abcdef${settings}fedcba9876543210`];
  const strings = [version, module].map((text) => Buffer.from([text.length, ...Buffer.from(text)]));
  return Buffer.concat([Buffer.alloc(32), ...strings]);
}

const note = (id: string): Buffer =>
  Buffer.concat([u32(4), u32(id.length), u32(4), Buffer.from("Go\0\0"), Buffer.from(id), Buffer.alloc(3)]);

function symbolSections(
  program: TestProgram,
  addresses: ReadonlyMap<string, number>,
): { name: string; address: number; data: Buffer }[] {
  const functions = functionsOf(program).map(
    ([name, { code }]) => [name, assemble(code, 0, undefined)] as const,
  );
  const data = Object.entries(program.data ?? {}).map(([name, bytes]) => [name, hex(bytes)] as const);
  const named = [...functions, ...data].filter(([name]) => !name.startsWith("_"));
  const strings = join(
    named.map(([name]) => Buffer.from(`${name}\0`)),
    Buffer.from([0]),
  );
  const symbols = named.map(([name, bytes], i) =>
    Buffer.concat([u32(strings.at[i]!), u32(0), u64(addresses.get(name)!), u64(bytes.length)]),
  );
  return [
    { name: ".symtab", address: 0, data: Buffer.concat(symbols) },
    { name: ".strtab", address: 0, data: strings.bytes },
  ];
}

const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(" ", ""), "hex");

const padded = (bytes: Buffer, padding: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(Math.ceil(bytes.length / 16) * 16 - bytes.length, padding)]);
