/** One instruction as `go tool objdump` prints it, without what depends on where it was linked. */
export interface Instruction {
  /** `main.go:63`. */
  readonly source: string;
  /** In bytes, relative to the entry of the function. */
  readonly pc: number;
  /** Operation and operands, but for the target of a jump within the function. */
  readonly text: string;
  /** Where such a jump goes, relative to the entry. */
  readonly target: number | undefined;
}

/** The disassembly of one function. */
export interface Listing {
  /** Linker symbol. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** A line as it stands in the text. Addresses are absolute. */
interface Line {
  readonly source: string;
  readonly address: number;
  readonly encoding: string;
  readonly text: string;
}

const heading = /^TEXT (.*)\(SB\)/;
const shape = /^\s+(\S+:-?\d+)\s+0x([0-9a-f]+)\s+([0-9a-f]+)\s+(.*?)\s*$/;

/** Reads the output of `go tool objdump`: all functions that it shows, each from its TEXT line on. */
export function parseListings(output: string): Listing[] {
  const functions = output.split(/^(?=TEXT )/m).filter((text) => heading.test(text));
  return functions.map((text) => {
    const [first = "", ...rest] = text.split("\n");
    const lines = withoutPadding(rest.flatMap(parseLine));
    return { name: heading.exec(first)?.[1] ?? "", instructions: normalise(lines) };
  });
}

function parseLine(line: string): Line[] {
  const match = shape.exec(line);
  if (!match) return [];
  const [, source = "", address = "", encoding = "", text = ""] = match;
  return [{ source, address: Number.parseInt(address, 16), encoding, text }];
}

/** Between functions there are INT3 (amd64) and zero words (arm64), which the tool shows as part of the first. */
function withoutPadding(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex(({ encoding }) => !/^(cc|0{8})$/.test(encoding));
  return lines.slice(0, last + 1);
}

function normalise(lines: readonly Line[]): Instruction[] {
  const [entry, end] = [lines[0]?.address ?? 0, (lines.at(-1)?.address ?? 0) + 1];
  return lines.map((line, i) => {
    const jump = jumpTarget(line);
    const isInside = jump !== undefined && jump.address >= entry && jump.address < end;
    return {
      source: line.source,
      pc: line.address - entry,
      text: jump && isInside ? jump.stem : withoutAddresses(line.text, lines[i - 1]?.text),
      target: isInside ? jump.address - entry : undefined,
    };
  });
}

/** A jump whose target is printed as a number: an address on amd64 (`JBE 0x5b79f1`), a count of words on arm64. */
function jumpTarget({
  text,
  address,
}: Line): { readonly stem: string; readonly address: number } | undefined {
  const absolute = /^(J\w+ )0x([0-9a-f]+)$/.exec(text);
  if (absolute) return { stem: absolute[1]!, address: Number.parseInt(absolute[2]!, 16) };
  const words = /^(?!ADR)(.* )(-?\d+)\(PC\)$/.exec(text);
  return words ? { stem: words[1]!, address: address + Number(words[2]) * 4 } : undefined;
}

/** Data that the tool cannot name is `data`; on arm64 its address is in two instructions, page and rest. */
function withoutAddresses(text: string, before = ""): string {
  const page = /^ADRP .*, (R\d+)$/.exec(before)?.[1];
  const plain = text
    .replace(/-?(0x)?[0-9a-f]+\(IP\)/, "data(IP)")
    .replace(/^(ADRP) -?\d+\(PC\)/, "$1 data(PC)");
  if (page === undefined) return plain;
  return plain
    .replace(new RegExp(`\\b\\d+\\(${page}\\)`), `data(${page})`)
    .replace(new RegExp(`^ADD \\$\\d+, ${page}, `), `ADD $data, ${page}, `);
}
