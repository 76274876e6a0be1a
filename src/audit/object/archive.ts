import { unknownObjectFormat } from "../../base/errors.ts";

const magic = "!<arch>\n";
const headerSize = 60;

export interface ArchiveMember {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The members of a Go archive (`.a`, ar format) in order. Throws `unknown-object-format`. */
export function archiveMembers(archive: Buffer, what: string): ArchiveMember[] {
  if (archive.toString("latin1", 0, magic.length) !== magic)
    throw unknownObjectFormat(what, "it does not begin as an archive does");
  const members: ArchiveMember[] = [];
  for (let at = magic.length; at + headerSize <= archive.length; ) {
    const size = Number(archive.toString("latin1", at + 48, at + 58));
    const from = at + headerSize;
    if (!Number.isInteger(size) || from + size > archive.length)
      throw unknownObjectFormat(what, "a member of the archive ends beyond its end");
    members.push({
      name: archive.toString("latin1", at, at + 16).trimEnd(),
      bytes: archive.subarray(from, from + size),
    });
    at = from + size + (size % 2);
  }
  return members;
}

/** What stands in `__.PKGDEF` behind the header lines that name the build; undefined where there is none. */
export function exportData(members: readonly ArchiveMember[]): Buffer | undefined {
  const bytes = members.find(({ name }) => name === "__.PKGDEF")?.bytes;
  if (!bytes) return undefined;
  const from = bytes.indexOf("\n$$");
  return from < 0 ? undefined : bytes.subarray(from);
}
