/** Options that mean the same in every command that has them; each name stands for one kind of value throughout. */
export const toolchainOptions = {
  go: { type: "string", requiresArg: true, describe: "Go release, such as go1.24.3 [the go on PATH]" },
  goroot: { type: "string", requiresArg: true, describe: "Folder of a Go distribution" },
  from: {
    type: "string",
    requiresArg: true,
    describe: "Archive of a Go release: .tar.gz or .zip, or a folder",
  },
  sha256: { type: "string", requiresArg: true, describe: "SHA-256 that the archive of --from must have" },
  patches: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Folder of a patch set of yours, applied after the shipped one; more by saying it again",
  },
  shipped: {
    type: "boolean",
    default: true,
    describe: "Apply the patch set that is shipped; --no-shipped: those of --patches only",
  },
} as const;

export const jsonOption = {
  json: { type: "boolean", default: false, describe: "Print JSON on stdout" },
} as const;

/** Where a command writes that writes to stdout else; undefined for that, as `-` is. */
export const outputOption = {
  output: {
    type: "string",
    alias: "o",
    requiresArg: true,
    describe: "File to write; - is stdout [stdout]",
    coerce: (name: string | undefined) => (name === "-" ? undefined : name),
  },
} as const;

/** What a command reads that takes more than whole sessions. */
export const tracesPositional = {
  traces: {
    type: "string",
    array: true,
    default: [],
    defaultDescription: "latest",
    describe: "Id of a session, the begin or the end of one, a folder, or span files",
  },
} as const;

/** Every command has these. */
export const globalOptions = {
  verbose: { type: "boolean", default: false, describe: "Show the commands that are run" },
} as const;
