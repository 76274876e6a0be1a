import { type ArchiveMember, archiveMembers } from "./archive.ts";
import { GoObject } from "./object.ts";
import type { ObjectTables } from "./tables.ts";

/** The object file (archive) of a package. */
export interface ObjectFile {
  /** Import path. */
  readonly package: string;
  /** Files of the same id have the same bytes: the path of the file. */
  readonly id: string;
  /** Called only where the bytes are needed, and again where they are needed again. */
  readonly read: () => Promise<Uint8Array>;
}

export async function membersOf(file: ObjectFile): Promise<ArchiveMember[]> {
  const bytes = await file.read();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return archiveMembers(buffer, file.package);
}

/** The members that hold code, by name; ar cuts names off, so the second of a name gets a number. */
export function codeMembers(members: readonly ArchiveMember[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const { name, bytes } of members)
    if (name !== "__.PKGDEF") found.set(found.has(name) ? `${name}#${found.size}` : name, bytes);
  return found;
}

/** The object that the compiler wrote, first in every archive. */
export function compiledObject(
  members: readonly ArchiveMember[],
  tables: ObjectTables,
  path: string,
): GoObject | undefined {
  const [first] = codeMembers(members).values();
  return first && GoObject.in(first, tables, path);
}
