/**
 * A failure: the work cannot go on, and the reader can do something about it. Exit code 2.
 * `remedy` says what to try, in the imperative. Findings are values, bugs are plain `Error`s (architecture, errors).
 */
export class TraceinjectError extends Error {
  override readonly name = "TraceinjectError";
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// Constructors, in order of code. A caller reads `throw goNotFound(...)`; message and remedy stand here.

/** `base` is the GOROOT that it was made from, if its stamp can be read. */
export function alreadyInstrumented(dir: string, base = "DIR"): TraceinjectError {
  return new TraceinjectError(
    "already-instrumented",
    `${dir} is itself an instrumented toolchain`,
    `Instrument the Go that it was made from: --goroot ${base}, or put that one first on PATH.`,
  );
}

/** SHA-256 in hex of the file named by --from. */
export function archiveMismatch(
  path: string,
  hashes: { readonly wanted: string; readonly found: string },
): TraceinjectError {
  return new TraceinjectError(
    "archive-mismatch",
    `SECURITY: ${path} is not the archive that --sha256 names; it was not used, and is left as it is
  wanted  ${hashes.wanted}
  found   ${hashes.found}`,
    "Compare both with what https://go.dev/dl says of this file; download it again if it differs.",
  );
}

/** `problem` is about the file named by --from. */
export function badArchive(path: string, problem: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "bad-archive",
    `${path}: ${problem}`,
    "Name a release as https://go.dev/dl has it (.tar.gz, .zip), a module zip of golang.org/toolchain, or a GOROOT.",
    options,
  );
}

/** A case of a patch set that cannot be run. */
export function badCase(file: string, problem: string): TraceinjectError {
  return new TraceinjectError(
    "bad-case",
    `${file}: ${problem}`,
    "Mend the case; docs/patch-sets.md says what stands in one, `traceinject new-patch` writes a first one.",
  );
}

export function badPatch(file: string, line: number, problem: string): TraceinjectError {
  return new TraceinjectError(
    "bad-patch",
    `${file}:${line}: ${problem}`,
    "Mend the patch file; patches/README.md documents the language with examples.",
  );
}

export function badPatchSet(path: string, problem: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "bad-patch-set",
    `${path}: ${problem}`,
    "A patch set is a folder with `series`, the patches that it names, and `payload/`; see patches/README.md.",
    options,
  );
}

/** `line` is undefined where the problem is with the whole file. */
export function badPolicy(file: string, line: number | undefined, problem: string): TraceinjectError {
  return new TraceinjectError(
    "bad-policy",
    `${file}${line === undefined ? "" : `:${line}`}: ${problem}`,
    "Mend the policy; docs/policy.md says what each key means, with an example.",
  );
}

export function badUsage(
  message: string,
  remedy = "Run `traceinject --help` for the commands and their options.",
): TraceinjectError {
  return new TraceinjectError("bad-usage", message, remedy);
}

/** `dir` is where a toolchain says that the Go stood which it was made from. */
export function baseNotFound(version: string, dir: string): TraceinjectError {
  return new TraceinjectError(
    "base-not-found",
    `the ${version} that the toolchain was made from is not in ${dir} any more, and nothing can be verified without it`,
    `Name that Go by --goroot DIR, or --go ${version}.`,
  );
}

export function cacheNotWritable(dir: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "cache-not-writable",
    `cannot write to the cache ${dir}`,
    "Set XDG_CACHE_HOME to a folder that you can write to.",
    options,
  );
}

/** `found` is the hash of what was downloaded, or says why it has none; `url` is where it came from. */
export function checksumMismatch(
  name: string,
  url: string,
  hashes: { readonly wanted: string; readonly found: string },
): TraceinjectError {
  return new TraceinjectError(
    "checksum-mismatch",
    `SECURITY: what was downloaded as ${name} is not what its makers published; it was not used, and is deleted
  from    ${url}
  wanted  ${hashes.wanted}
  found   ${hashes.found}`,
    "Somebody on the way changed it, or the proxy is broken: try another GOPROXY, and tell whoever runs this one.",
  );
}

/** `problem` is about the program's trace. */
export function cannotInject(problem: string): TraceinjectError {
  return new TraceinjectError(
    "cannot-inject",
    `the build cannot be written into the program's execution trace: ${problem}`,
    "Trace the program with go1.22 or later on Linux or macOS and let it call trace.Stop, or export the build alone.",
  );
}

/** `report` is the rendered drift. */
export function drifted(version: string, report: string): TraceinjectError {
  return new TraceinjectError(
    "drift",
    `the patches do not fit the sources of ${version}; nothing was built\n\n${report}`,
    "Look at each place with `traceinject patch --check`; mend the patches, or choose another release with --go.",
  );
}

export function foreignGoroot(dir: string, found: string, wanted: string): TraceinjectError {
  return new TraceinjectError(
    "foreign-goroot",
    `${dir} is a Go for ${found}, but this machine is ${wanted}`,
    `Get a Go for ${wanted} from https://go.dev/dl, or name one by --goroot DIR.`,
  );
}

/** The cause is what the go command wrote. */
export function goCommandFailed(args: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "go-command-failed",
    `go ${args} failed on sources that could be built`,
    "The cause is what it wrote. If this GOROOT was edited, take a pristine one.",
    options,
  );
}

export function goNotFound(looked: string): TraceinjectError {
  return new TraceinjectError(
    "go-not-found",
    `no Go found: ${looked}`,
    "Install one (`apt-get install golang-go`, or https://go.dev/dl), or name one: --goroot DIR, or --go go1.26.0, which is downloaded.",
  );
}

export function goNotUsable(file: string, problem: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "go-not-usable",
    `${file} does not answer \`go env\`: ${problem}`,
    "Run that command by hand to see why; put a working Go on PATH, or name one by --goroot DIR.",
    options,
  );
}

/** VERSION says one release, the go command of the same GOROOT another. */
export function gorootMixed(dir: string, file: string, command: string): TraceinjectError {
  return new TraceinjectError(
    "goroot-mixed",
    `${dir} is a mixture: its VERSION file says ${file}, its go command says ${command}`,
    "Unpack the release again into an empty folder; two releases lie over each other here, or VERSION was edited.",
  );
}

/** `source` says who asks for `wanted`, `again` is the go command to repeat. */
export function newerGoNeeded(source: string, have: string, wanted: string, again: string): TraceinjectError {
  const remedy = [
    `Build an instrumented ${wanted} and run under it:`,
    `  traceinject build --go ${wanted}`,
    `  traceinject --go ${wanted} ${again}`,
  ];
  return new TraceinjectError(
    "newer-go-needed",
    `${source}, but this toolchain is ${have}`,
    remedy.join("\n"),
  );
}

export function noCompilerSource(dir: string): TraceinjectError {
  return new TraceinjectError(
    "no-compiler-source",
    `${dir} has no src/cmd/compile: it is a Go without its sources`,
    "Install them (Debian, Ubuntu: `apt-get install golang-src`), or take a whole release: --go go1.26.0.",
  );
}

export function noHome(variable: string): TraceinjectError {
  return new TraceinjectError(
    "no-home",
    `there is no place for files: neither ${variable} nor HOME is set to an absolute path`,
    `Set HOME, or ${variable}.`,
  );
}

export function noSession(message: string): TraceinjectError {
  return new TraceinjectError(
    "no-session",
    message,
    "Record one with `traceinject go build ./...`, or name the folder of one.",
  );
}

/** `near` are packages that could have been meant. */
export function noSuchPackage(name: string, near: readonly string[]): TraceinjectError {
  return new TraceinjectError(
    "no-such-package",
    `the session has no package ${name}`,
    near.length > 0
      ? `Did you mean ${near.join(", ")}?`
      : "`traceinject report --by package --top 1000` lists what was compiled.",
  );
}

/** `needed` and `free` in bytes; undefined where the file system only said that it is full. */
export function noSpace(
  dir: string,
  space?: { needed: number; free: number },
  options?: ErrorOptions,
): TraceinjectError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  const figures = space ? `: ${megabytes(space.needed)} are needed, ${megabytes(space.free)} are free` : "";
  return new TraceinjectError(
    "no-space",
    `no space left for ${dir}${figures}`,
    "Run `traceinject clean`, free some space, or set XDG_CACHE_HOME to a folder on a larger disk.",
    options,
  );
}

export function noSuchToolchain(name: string, known: readonly string[]): TraceinjectError {
  return new TraceinjectError(
    "no-such-toolchain",
    `there is no instrumented toolchain ${name}`,
    known.length === 0 ? "There is none at all." : `There are: ${known.join(", ")}.`,
  );
}

/** What a session was that left none, and what to do about it, hangs on the session. */
export function noTraces(message: string, remedy: string): TraceinjectError {
  return new TraceinjectError("no-traces", message, remedy);
}

/** `name` says which file it is: "the stock compile". */
export function notAGoBinary(name: string, problem: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "not-a-go-binary",
    `${name} cannot be read as a linked Go program: ${problem}`,
    "Name a tool that Go 1.19 or later built for Linux, such as `pkg/tool/linux_amd64/compile` below a GOROOT.",
    options,
  );
}

export function notAGoroot(dir: string, missing: string): TraceinjectError {
  return new TraceinjectError(
    "not-a-goroot",
    `${dir} is not a GOROOT: there is no ${missing}`,
    "Name the folder that `go env GOROOT` prints.",
  );
}

export function notInstrumented(dir: string, problem: string): TraceinjectError {
  return new TraceinjectError(
    "not-instrumented",
    `${dir} is no instrumented toolchain: ${problem}`,
    "Name one that `traceinject list` shows, or its folder.",
  );
}

/** `reasons` says of each configuration why it could not be proven. */
export function nothingProven(reasons: readonly string[]): TraceinjectError {
  return new TraceinjectError(
    "nothing-proven",
    `nothing was proven: no configuration could be compiled\n${reasons.join("\n")}`,
    "Make `go build` succeed for these packages first (`go mod download` gets modules); --verbose shows the commands.",
  );
}

/** `reasons` are titles of findings, each once. */
export function nothingToMerge(files: number, reasons: readonly string[]): TraceinjectError {
  const why = reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
  return new TraceinjectError(
    "nothing-to-merge",
    `there is nothing that can be placed: ${files} ${files === 1 ? "file was" : "files were"} read${why}`,
    "Name a session, or traces that hold events; `traceinject sessions` lists what was recorded.",
  );
}

/** `dir` is the GOROOT that was compared. */
export function otherBase(dir: string, version: string): TraceinjectError {
  return new TraceinjectError(
    "other-base",
    `${dir} is not the Go that the toolchain was made from: its files have another digest`,
    `Name that Go by --goroot DIR, or --go ${version}; if its files were edited since, unpack the release again.`,
  );
}

/** `dir` is the patch set that was compared; `name` and `fingerprint` are those of the one that is wanted. */
export function otherPatchSet(dir: string, name: string, fingerprint: string): TraceinjectError {
  return new TraceinjectError(
    "other-patch-set",
    `${dir} is not the patch set \`${name}\` that the toolchain was made with (${fingerprint})`,
    "Name that one by --patches DIR, or make the toolchain anew with `traceinject build`.",
  );
}

export function otherTraceinject(theirs: string, ours: string): TraceinjectError {
  return new TraceinjectError(
    "other-traceinject",
    `the toolchain was made by traceinject ${theirs}, this is ${ours}`,
    `Verify it with traceinject ${theirs}, or make it anew with \`traceinject build\`.`,
  );
}

/** Two patch sets that cannot be applied together, by their names. */
export function patchSetsClash(first: string, second: string, problem: string): TraceinjectError {
  return new TraceinjectError(
    "patch-sets-clash",
    `the patch sets ${first} and ${second} cannot be applied together: ${problem}`,
    "Rename the folder or the payload package of one of them, or apply them one at a time.",
  );
}

/** Where the sources come from that did not build: who has to look at what. */
export type SourceOrigin = keyof typeof unbuilt;

const unbuilt = {
  release: {
    what: "the stock",
    remedy: "Take a pristine release: these sources do not even build unpatched.",
  },
  "patch set": {
    what: "the patched",
    remedy:
      "If this GOROOT was edited, take a pristine one; if not, see the patched sources by `traceinject patch --diff`.",
  },
  "second GOROOT": {
    what: "the second GOROOT's",
    remedy: "Mend its sources where the cause says; they are built by the tools of the first.",
  },
} as const;

/** The cause is what the go command wrote. */
export function rebuildFailed(
  version: string,
  tools: readonly string[],
  origin: SourceOrigin,
  options: ErrorOptions,
): TraceinjectError {
  const { what, remedy } = unbuilt[origin];
  return new TraceinjectError(
    "rebuild-failed",
    `${what} ${tools.join(" ")} of ${version} could not be built; nothing was installed`,
    remedy,
    options,
  );
}

export function releaseUnavailable(name: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "release-unavailable",
    `${name} is not on this machine and could not be downloaded`,
    "Check the network and GOPROXY, or get the archive from https://go.dev/dl and name it by --from FILE.",
    options,
  );
}

export function releaseUnverified(name: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "release-unverified",
    `${name} could not be verified by the checksum database, so it was not used`,
    "Check GOSUMDB (default: sum.golang.org); or get the archive yourself and name it by --from FILE --sha256 HASH.",
    options,
  );
}

export function stateNotWritable(dir: string, options: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "state-not-writable",
    `cannot write a session to ${dir}`,
    "Set XDG_STATE_HOME to a folder that you can write to and that has space left.",
    options,
  );
}

/** Whether it is the operating system that failed, and not what is in a file. (zlib's errors have a code, too.) */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** The failure that an error tells a reader, also where the operating system refused; undefined for a bug. */
export function failureOf(error: unknown): TraceinjectError | undefined {
  const failure = isSystemError(error) ? systemFailure(error) : error;
  return failure instanceof TraceinjectError ? failure : undefined;
}

/** An error of the operating system that no use case has explained: a full disk, a missing permission. */
function systemFailure(cause: NodeJS.ErrnoException): TraceinjectError {
  const remedies: Record<string, string> = {
    ENOSPC: "Free some space, or point TMPDIR, XDG_CACHE_HOME or XDG_STATE_HOME to another disk.",
    EACCES: "Give this user the permission, or run as another.",
    EROFS: "Point XDG_CACHE_HOME and XDG_STATE_HOME to folders that you can write to.",
  };
  const remedy = remedies[cause.code ?? ""] ?? "Look at the file and the operation that the cause names.";
  return new TraceinjectError("system-failure", "the operating system refused", remedy, { cause });
}

/** `what` is the object file, in the words of a reader: its package, or the table that it needs. */
export function unhashableName(path: string): TraceinjectError {
  return new TraceinjectError(
    "unhashable-name",
    `a file's name holds a newline: ${JSON.stringify(path)}`,
    "No release has such a file: remove it, or take an unchanged release.",
  );
}

export function unknownObjectFormat(what: string, problem: string): TraceinjectError {
  return new TraceinjectError(
    "unknown-object-format",
    `the Go object format of ${what} is not known: ${problem}`,
    "Audit a release that this version of traceinject knows, or leave the objects out.",
  );
}

export function unknownRelease(name: string, hint: string, options?: ErrorOptions): TraceinjectError {
  return new TraceinjectError(
    "unknown-release",
    `there is no Go release ${name}`,
    `${hint} All releases stand at https://go.dev/dl.`,
    options,
  );
}

export function unknownVersion(dir: string, text: string): TraceinjectError {
  return new TraceinjectError(
    "unknown-version",
    `${dir} calls itself "${text}", which names no Go version`,
    "Use a release (go1.26.0) or a development version that names one (go1.28-devel_0d2bf4e …).",
  );
}
