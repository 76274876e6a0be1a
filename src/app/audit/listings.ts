import type { Listings } from "../../audit/audit.ts";
import { diffInstructions } from "../../audit/binary/instruction-diff.ts";
import { type Instruction, parseListings } from "../../audit/binary/listing.ts";
import type { AuditSubject } from "../../audit/subject.ts";
import type { Host } from "../../host/host.ts";
import { cleanGoEnv, neutralDir } from "../../toolchain/go-command.ts";
import type { BuiltPair } from "./objects.ts";

/** As many functions are disassembled: more than that are not read by anybody. */
const most = 40;

/**
 * The instructions that differ in each changed function, by Go's own disassembler, built from the same release: `objdump`.
 * Evidence for readers; no check depends on it.
 */
export async function listingsOf(
  host: Host,
  objdump: string,
  { objects }: AuditSubject,
  { stock, instrumented }: BuiltPair,
): Promise<Listings> {
  if ("missing" in objects) return new Map();
  const changed = objects.value.changed.filter(({ facts }) => facts.includes("code"));
  const names = [...new Set(changed.map(({ after }) => after.name))].slice(0, most);
  if (names.length === 0) return new Map();
  const [before, after] = await Promise.all([
    disassemble(host, objdump, stock.file, names),
    disassemble(host, objdump, instrumented.file, names),
  ]);
  const both = names.filter((name) => before.has(name) && after.has(name));
  return new Map(both.map((name) => [name, diffInstructions(before.get(name)!, after.get(name)!)]));
}

/** The instructions of these functions, by name. */
async function disassemble(
  host: Host,
  objdump: string,
  binary: string,
  names: readonly string[],
): Promise<Map<string, readonly Instruction[]>> {
  const pattern = `^(${names.map(quoted).join("|")})$`;
  const command = { file: objdump, args: ["-s", pattern, binary], env: cleanGoEnv(host), cwd: neutralDir };
  const { stdout } = await host.run(command);
  return new Map(parseListings(stdout).map(({ name, instructions }) => [name, instructions]));
}

const quoted = (name: string): string => name.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
