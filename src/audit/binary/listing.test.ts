import { expect, it } from "vitest";
import { parseListings } from "./listing.ts";

/** `source|pc|text|target` of the only function. */
const read = (output: string): string[] =>
  parseListings(output).flatMap(({ instructions }) =>
    instructions.map(({ source, pc, text, target }) => `${source}|${pc}|${text}|${target ?? ""}`),
  );

const heading = "TEXT cmd/x.Exit(SB) cmd/x/x.go\n";

it("reads amd64: source lines, symbols, and jumps relative to the entry", () => {
  const output = `${heading}
  x.go:17		0x5b7980		493b6610		CMPQ SP, 0x10(R14)					
  x.go:17		0x5b7984		7605			JBE 0x5b798b						
  x.go:23		0x5b7986		e85b99f5ff		CALL os.Exit(SB)					
  x.go:24		0x5b798b		488d15a6ad1400		LEAQ 0x14ada6(IP), DX								
  x.go:24		0x5b7992		e97bffffff		JMP cmd/x.Exit(SB)			
  x.go:24		0x5b7997		cc			INT $0x3			
`;
  expect(read(output)).toEqual([
    "x.go:17|0|CMPQ SP, 0x10(R14)|",
    "x.go:17|4|JBE |11",
    "x.go:23|6|CALL os.Exit(SB)|",
    "x.go:24|11|LEAQ data(IP), DX|",
    "x.go:24|18|JMP cmd/x.Exit(SB)|",
  ]);
});

it("reads arm64: jumps that count words, and addresses in two instructions", () => {
  const output = `${heading}
  x.go:17		0x1a07a8		54000069		BLS 3(PC)				
  x.go:18		0x1a07ac		90009d7b		ADRP 20627456(PC), R27			
  x.go:18		0x1a07b0		f943d761		MOVD 1960(R27), R1			
  x.go:18		0x1a07b4		b7f800e1		TBNZ $63, R1, -3(PC)			
  x.go:19		0x1a07b8		90009d7b		ADRP 20627456(PC), R27			
  x.go:19		0x1a07bc		911e837b		ADD $1952, R27, R27			
  x.go:19		0x1a07c0		f9400361		MOVD 1960(R27), R1			
  x.go:19		0x1a07c4		00000000		?					
`;
  expect(read(output)).toEqual([
    "x.go:17|0|BLS |12",
    "x.go:18|4|ADRP data(PC), R27|",
    "x.go:18|8|MOVD data(R27), R1|",
    "x.go:18|12|TBNZ $63, R1, |0",
    "x.go:19|16|ADRP data(PC), R27|",
    "x.go:19|20|ADD $data, R27, R27|",
    "x.go:19|24|MOVD 1960(R27), R1|",
  ]);
});

it("tells several functions apart", () => {
  const one = (name: string): string => `TEXT ${name}(SB) x.go\n  x.go:1\t0x1000\tc3\tRET\t\n\n`;
  expect(parseListings(one("cmd/x.(*T).F") + one("cmd/x.F.func1")).map(({ name }) => name)).toEqual([
    "cmd/x.(*T).F",
    "cmd/x.F.func1",
  ]);
});
