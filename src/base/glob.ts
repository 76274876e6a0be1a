/**
 * Whether a name is chosen by globs with commas between them: `*` any characters, `?` one, a leading `!` leaves out; the
 * last glob that fits decides. Where all leave out, what fits none is chosen. (TRACEINJECT_PACKAGES means the same.)
 */
export function globMatcher(list: string): (name: string) => boolean {
  const globs = list.split(",").map(readGlob);
  const otherwise = globs.every(({ chooses }) => !chooses);
  return (name) => globs.findLast(({ pattern }) => pattern.test(name))?.chooses ?? otherwise;
}

function readGlob(glob: string): { readonly chooses: boolean; readonly pattern: RegExp } {
  const chooses = !glob.startsWith("!");
  const parts = (chooses ? glob : glob.slice(1)).split(/([*?])/).map((part) => wild[part] ?? quoted(part));
  return { chooses, pattern: new RegExp(`^${parts.join("")}$`, "su") };
}

const wild: Readonly<Record<string, string>> = { "*": ".*", "?": "." };
const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
