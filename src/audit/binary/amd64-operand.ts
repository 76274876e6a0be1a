/**
 * How many bytes of an immediate may stand behind the 32-bit PC-relative field that begins at `from`, by what stands
 * before it; none: no instruction has such a field there. Mostly that is one answer: bytes before the opcode may make
 * it one of several maps.
 */
export function immediates(code: Buffer, from: number): readonly number[] {
  if (isBranch(code, from)) return [0];
  if (from < 2 || (code[from - 1]! & 0xc7) !== 0x05) return [];
  return [...new Set(operandImmediates(code, from).filter((bytes) => bytes !== undefined))];
}

/** CALL, JMP, Jcc with 32 bits. */
function isBranch(code: Buffer, from: number): boolean {
  const opcode = code[from - 1]!;
  return opcode === 0xe8 || opcode === 0xe9 || (code[from - 2] === 0x0f && opcode >= 0x80 && opcode <= 0x8f);
}

/** Behind a ModRM byte that says RIP + 32 bits (no branch ends with that): by the map that the opcode is of. */
function operandImmediates(code: Buffer, from: number): (number | undefined)[] {
  const modRm = code[from - 1]!;
  const [opcode, p1, p2, p3, p4] = [2, 3, 4, 5, 6].map((back) => code[from - back]);
  const isVex = p2 === 0xc5 || (p3 === 0xc4 && (p2! & 0x1f) === 1) || (p4 === 0x62 && (p3! & 3) === 1);
  const vexMap = p3 === 0xc4 ? p2! & 0x1f : p4 === 0x62 ? p3! & 3 : 0;
  return [
    oneByteMap(opcode!, (modRm >> 3) & 7, p1 === 0x66 || p2 === 0x66),
    p1 === 0x0f || isVex ? twoByteMap(opcode!) : undefined,
    (p1 === 0x38 && p2 === 0x0f) || vexMap === 2 ? 0 : undefined,
    (p1 === 0x3a && p2 === 0x0f) || vexMap === 3 ? 1 : undefined,
  ];
}

/** Undefined: the opcode has no ModRM byte. */
function oneByteMap(opcode: number, extension: number, hasPrefix: boolean): number | undefined {
  const full = hasPrefix ? 2 : 4;
  const isTest = extension < 2;
  if (opcode === 0xf6) return isTest ? 1 : 0;
  if (opcode === 0xf7) return isTest ? full : 0;
  if ([0x69, 0x81, 0xc7].includes(opcode)) return full;
  if ([0x6b, 0x80, 0x83, 0xc0, 0xc1, 0xc6].includes(opcode)) return 1;
  return hasOperand(opcode) ? 0 : undefined;
}

/** Arithmetic, MOVSXD, TEST to POP, shifts, x87, INC to PUSH: of those without an immediate. */
function hasOperand(opcode: number): boolean {
  if (opcode < 0x40) return (opcode & 7) < 4;
  return (
    opcode === 0x63 ||
    (opcode >= 0x84 && opcode <= 0x8f) ||
    (opcode >= 0xd0 && opcode <= 0xd3) ||
    (opcode >= 0xd8 && opcode <= 0xdf) ||
    opcode >= 0xfe
  );
}

const withByte = [0x70, 0x71, 0x72, 0x73, 0xa4, 0xac, 0xba, 0xc2, 0xc4, 0xc5, 0xc6];
const withoutOperand = [0x05, 0x06, 0x08, 0x09, 0x0b, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x77, 0xa2];

function twoByteMap(opcode: number): number | undefined {
  if ((opcode >= 0x80 && opcode <= 0x8f) || (opcode >= 0xc8 && opcode <= 0xcf)) return undefined;
  if (withoutOperand.includes(opcode)) return undefined;
  return withByte.includes(opcode) ? 1 : 0;
}
