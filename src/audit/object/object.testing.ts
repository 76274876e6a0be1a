import { type ObjectTables, objectTables } from "./tables.ts";

/** The tables of an invented release, from sources like Go's. */
export const testTables: ObjectTables = objectTables({
  symbolKinds: "const (\n\tSxxx SymKind = iota\n\t// Code\n\tSTEXT\n\tSRODATA\n\tSDATA\n)\n",
  relocationTypes:
    "const (\n\tR_ADDR RelocType = 1 + iota\n\n\t// direct\n\tR_CALL\n\tR_CALLIND\n\tR_USEIFACE\n)\n",
  builtins: '\t{"runtime.newobject", 1},\n\t{"runtime.panicIndex", 1},\n',
  flags:
    "const (\n\tSymFlagUsedInIface = 1 << iota\n\tSymFlagItab\n\tSymFlagLinkname\n\tSymFlagABIWrapper\n)\n",
  architectures: 'var ArchAMD64 = &Arch{\n\tName: "amd64",\n\tMinLC: 1,\n}\n',
});

/** Bytes, and references to symbols by name. */
type Content = readonly (number | { readonly reference: string })[];

/**
 * A symbol of a made object. Others refer to it by its name, to the third symbol of another package by `path#3 name`, and
 * to the runtime's by `builtin runtime.newobject`. A name in parentheses is not written.
 */
export interface TestSymbol {
  readonly name: string;
  readonly kind?: "STEXT" | "SRODATA" | "SDATA";
  /** Where it is defined; `content`: content-addressed. */
  readonly group?: "package" | "content" | "none";
  readonly abi?: number;
  readonly flag?: number;
  readonly flag2?: number;
  readonly data?: Content;
  readonly relocations?: readonly {
    readonly type: string;
    readonly target: string;
    readonly offset?: number;
  }[];
  readonly aux?: readonly { readonly type: number; readonly target: string }[];
}

export interface TestFunction {
  readonly code?: readonly number[];
  readonly calls?: readonly string[];
  readonly addresses?: readonly string[];
  readonly frame?: number;
  readonly args?: number;
  readonly startLine?: number;
  /** Pairs of a delta and the length of code for which it holds. */
  readonly pcsp?: readonly (readonly [number, number])[];
  readonly inlines?: readonly string[];
  /** Pairs of a node of the inline tree (each is the parent of the next), -1 for own code, and a length: one byte a call. */
  readonly pcinline?: readonly (readonly [number, number])[];
  /** Pairs of the number of a file of the object, and a length. */
  readonly pcfile?: readonly (readonly [number, number])[];
  readonly flag?: number;
  readonly flag2?: number;
  readonly abi?: number;
  /** TOPFRAME 1, SPWRITE 2, assembly 4. */
  readonly infoFlags?: number;
  readonly argInfo?: readonly number[];
  readonly group?: TestSymbol["group"];
}

/** The symbols of a function: its code, its FuncInfo and its tables. */
export function testFunction(name: string, one: TestFunction = {}): TestSymbol[] {
  const { frame = 0, args = 0, startLine = 1, infoFlags = 0, inlines = [], pcsp = [[0, 1]] } = one;
  const nodes = inlines.flatMap((inlined, n) => [
    ...u32s(one.pcinline ? n - 1 : -1, 0, 1),
    { reference: inlined },
    ...u32s(0),
  ]);
  const info = [
    ...u32s(args, frame),
    ...[0, infoFlags, 0, 0],
    ...u32s(startLine, 0, inlines.length),
    ...nodes,
  ];
  const part = (suffix: string): string => `(${suffix} of ${name})`;
  const relocation = (type: string) => (target: string) => ({ type, target });
  return [
    {
      name,
      kind: "STEXT",
      abi: one.abi ?? 1,
      flag: one.flag ?? 0,
      flag2: one.flag2 ?? 0,
      group: one.group ?? "package",
      data: one.code ?? [0x90],
      relocations: [
        ...(one.calls ?? []).map(relocation("R_CALL")).map((call, offset) => ({ ...call, offset })),
        ...(one.addresses ?? []).map(relocation("R_ADDR")),
      ],
      aux: [
        { type: 1, target: part("info") },
        ...[0, 1, 2, 3, 4].map(() => ({ type: 2, target: "" })),
        { type: 2, target: part("arguments") },
        { type: 7, target: part("pcsp") },
        ...(one.pcfile ? [{ type: 8, target: part("pcfile") }] : []),
        ...(one.pcinline ? [{ type: 10, target: part("pcinline") }] : []),
      ],
    },
    { name: part("info"), kind: "SDATA", data: info },
    { name: part("arguments"), kind: "SRODATA", group: "content", data: one.argInfo ?? [0] },
    { name: part("pcsp"), kind: "SRODATA", group: "content", data: pcTableBytes(pcsp) },
    { name: part("pcfile"), kind: "SRODATA", group: "content", data: pcTableBytes(one.pcfile ?? []) },
    { name: part("pcinline"), kind: "SRODATA", group: "content", data: pcTableBytes(one.pcinline ?? []) },
  ];
}

/** Encodes a pc-value table of values and lengths, all below 64. */
export function pcTableBytes(steps: readonly (readonly [number, number])[]): number[] {
  let before = -1;
  const bytes = steps.flatMap(([value, length]) => {
    const difference = value - before;
    before = value;
    return [difference < 0 ? -2 * difference - 1 : 2 * difference, length];
  });
  return [...bytes, 0];
}

function u32s(...values: number[]): number[] {
  return values.flatMap((value) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff));
}

/** A Go object with these symbols, as a member of an archive: its text header and its body. */
export function testObject(symbols: readonly TestSymbol[], options: ObjectOptions = {}): Buffer {
  const text = Buffer.from("go object linux amd64 go1.26.8\n!\n", "latin1");
  return Buffer.concat([text, new ObjectWriter(symbols, options).write()]);
}

export interface ObjectOptions {
  readonly files?: readonly string[];
  readonly assembly?: boolean;
}

/** An archive in ar format. */
export function testArchive(members: Readonly<Record<string, Buffer>>): Buffer {
  const parts = Object.entries(members).flatMap(([name, bytes]) => [
    Buffer.from(`${name.padEnd(16)}${"0".padEnd(32)}${String(bytes.length).padEnd(10)}\`\n`, "latin1"),
    bytes,
    Buffer.alloc(bytes.length % 2),
  ]);
  return Buffer.concat([Buffer.from("!<arch>\n"), ...parts]);
}

type Relocation = NonNullable<TestSymbol["relocations"]>[number];

const groups = ["package", "content", "none"] as const;
const headerSize = 96;

/** Lays out the blocks of one object. */
class ObjectWriter {
  private readonly defined: readonly TestSymbol[];
  private readonly undefinedNames: string[] = [];
  private readonly imported: { name: string; path: string; index: number }[] = [];
  private readonly paths = [""];
  private strings = "";

  constructor(
    symbols: readonly TestSymbol[],
    private readonly options: ObjectOptions,
  ) {
    this.defined = groups.flatMap((group) => symbols.filter((one) => (one.group ?? "package") === group));
  }

  write(): Buffer {
    const of = (group: string) => this.defined.filter((one) => (one.group ?? "package") === group);
    const relocations = this.defined.map((one) =>
      (one.relocations ?? []).map((each) => this.relocation(each)),
    );
    const aux = this.defined.map((one) =>
      (one.aux ?? []).map(({ type, target }) => [type, ...this.reference(target)]),
    );
    const data = this.defined.map((one) => this.content(one.data ?? []));
    const names = this.imported.map((one) => [
      ...u32s(this.paths.indexOf(one.path), one.index),
      ...this.string(one.name),
    ]);
    const blocks: number[][] = [
      [],
      this.paths.flatMap((path) => this.string(path)),
      (this.options.files ?? []).flatMap((file) => this.string(file)),
      of("package").flatMap((one) => this.symbol(one)),
      [],
      of("content").flatMap((one) => this.symbol(one)),
      of("none").flatMap((one) => this.symbol(one)),
      this.undefinedNames.flatMap((name) => this.symbol({ name })),
      ...[[], [], []],
      ...[relocations, aux, data].map((lists) => index(lists)),
      ...[relocations, aux, data].map((lists) => lists.flat(2)),
      names.flat(),
    ];
    return this.assemble(blocks);
  }

  private assemble(blocks: readonly (readonly number[])[]): Buffer {
    let at = headerSize + this.strings.length;
    const offsets = [...blocks, []].map((block) => {
      at += block.length;
      return at - block.length;
    });
    const flags = u32s(this.options.assembly ? 4 : 0);
    const head = [
      "\0go120ld".split("").map((c) => c.charCodeAt(0)),
      Array(8).fill(0),
      flags,
      u32s(...offsets),
    ];
    return Buffer.concat([
      Buffer.from(head.flat()),
      Buffer.from(this.strings, "latin1"),
      Buffer.from(blocks.flat()),
    ]);
  }

  private symbol(one: TestSymbol): number[] {
    const name = one.name.startsWith("(") ? "" : one.name;
    const kind = testTables.symbolKinds.indexOf(one.kind ?? "SRODATA");
    const size = this.content(one.data ?? []).length;
    const abi = one.abi ?? 0;
    return [
      ...this.string(name),
      abi & 0xff,
      abi >> 8,
      kind,
      one.flag ?? 0,
      one.flag2 ?? 0,
      ...u32s(size, 0),
    ];
  }

  private relocation({ type, target, offset = 0 }: Relocation): number[] {
    return [
      ...u32s(offset),
      4,
      testTables.relocationTypes.indexOf(type),
      0,
      ...u32s(0, 0),
      ...this.reference(target),
    ];
  }

  private content(content: Content): number[] {
    return content.flatMap((one) => (typeof one === "number" ? [one] : this.reference(one.reference)));
  }

  /** PkgIdx and SymIdx. */
  private reference(target: string): number[] {
    if (target === "") return u32s(0, 0);
    const [, path, index, name] = /^(.*)#(\d+)(?: (.*))?$/.exec(target) ?? [];
    if (path !== undefined) return this.importedReference(path, Number(index), name);
    const builtin = testTables.builtins.findIndex((one) => target === `builtin ${one.name}`);
    if (builtin >= 0) return u32s(0x7ffffffc, builtin);
    const symbol = this.defined.find(({ name: known }) => known === target);
    const special = { package: 0x7ffffffb, content: 0x7ffffffd, none: 0x7fffffff };
    const group = symbol ? (symbol.group ?? "package") : "none";
    const inGroup = this.defined.filter((one) => (one.group ?? "package") === group);
    if (symbol) return u32s(special[group], inGroup.indexOf(symbol));
    return u32s(special.none, inGroup.length + numberOf(target, this.undefinedNames));
  }

  private importedReference(path: string, index: number, name: string | undefined): number[] {
    const number = numberOf(path, this.paths);
    if (name !== undefined && !this.imported.some((one) => one.name === name))
      this.imported.push({ name, path, index });
    return u32s(number, index);
  }

  private string(text: string): number[] {
    const at = headerSize + this.strings.length;
    const bytes = Buffer.from(text).toString("latin1");
    this.strings += bytes;
    return u32s(bytes.length, at);
  }
}

/** The number of a text in a list, to which it is added if it is not there. */
function numberOf(text: string, list: string[]): number {
  const at = list.indexOf(text);
  return at >= 0 ? at : list.push(text) - 1;
}

/** Where the entries of each symbol begin, and where the last end; a number counts as one entry, so does a list. */
function index(lists: readonly (readonly unknown[])[]): number[] {
  let count = 0;
  const starts = lists.map((list) => {
    count += list.length;
    return count - list.length;
  });
  return u32s(...starts, count);
}
