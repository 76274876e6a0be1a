import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { badPolicy } from "../base/errors.ts";
import { goArchitectures } from "../base/goarch.ts";
import { type GoVersion, parseGoVersion } from "../base/version.ts";
import type { CallPolicy, DataPolicy, FunctionPolicy, PackagePolicy, Policy, Scope } from "./policy.ts";

/**
 * Reads a policy file (docs/policy.md), `file` being its name for messages. Strict: throws `bad-policy` with the line
 * of the first thing that it does not understand.
 */
export function parsePolicy(text: string, file: string): Policy {
  return new PolicyReader(text, file).read();
}

/**
 * The text of a policy with those entries of another that it has no key of; comments stay. Throws `bad-policy` if one of the
 * texts is none.
 */
export function addToPolicy(policy: string, addition: string, file: string): string {
  for (const text of [policy, addition]) parsePolicy(text, file);
  const document = parseDocument(policy);
  for (const section of ["functions", "packages", "data"]) {
    const added = parseDocument(addition).get(section);
    if (!isMap(added)) continue;
    if (!isMap(document.get(section))) document.set(section, added);
    for (const entry of added.items)
      if (!document.hasIn([section, entry.key])) document.addIn([section], entry);
  }
  return document.toString({ lineWidth: 0 });
}

/** An entry of a mapping: its key as it is written, and where. */
interface Entry {
  readonly key: string;
  readonly line: number;
  readonly value: unknown;
}

/** What a frame may be given for; `default` stands for all others. */
const architectures = [...goArchitectures, "default"];

/** The half-open range of releases that an entry is for, and the architectures. */
const scope = ["since", "until", "goarch"];

class PolicyReader {
  readonly #lines = new LineCounter();

  constructor(
    readonly text: string,
    readonly file: string,
  ) {}

  read(): Policy {
    const document = parseDocument(this.text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      version: "1.2",
    });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw this.#bad(this.#lines.linePos(problem.pos[0]).line, firstLine(problem.message));
    const top = this.#fields(document.contents, 1, "the policy", [
      "version",
      "functions",
      "packages",
      "data",
    ]);
    this.#version(top);
    return {
      file: this.file,
      functions: this.#entries(top.get("functions")).map((entry) => this.#function(entry)),
      packages: this.#entries(top.get("packages")).map((entry) => this.#package(entry)),
      data: this.#entries(top.get("data")).map((entry) => this.#data(entry)),
    };
  }

  #version(top: ReadonlyMap<string, Entry>): void {
    const version = top.get("version");
    if (!version) throw this.#bad(1, "there is no `version: 1`");
    const value = isScalar(version.value) ? version.value.value : undefined;
    if (value !== 1) throw this.#bad(version.line, "this version of traceinject reads `version: 1` only");
  }

  #function({ key: symbol, line, value }: Entry): FunctionPolicy {
    if (!/^[\w./%~-]+\.[^\s]+$/.test(symbol))
      throw this.#bad(line, `\`${symbol}\` is no linker symbol, such as cmd/compile/internal/gc.Main`);
    if (/\.(func\d|deferwrap\d|gowrap\d)|-fm$/.test(symbol))
      throw this.#bad(line, `\`${symbol}\` is a closure or wrapper; name the function that it is part of`);
    const fields = this.#fields(value, line, symbol, ["reason", "frame", "calls", "replaces", ...scope]);
    const [calls, replaces] = [fields.get("calls"), fields.get("replaces")];
    return {
      symbol,
      line,
      reason: this.#reason(fields, symbol, line),
      frame: this.#frames(fields.get("frame")),
      calls: calls ? this.#calls(calls) : [],
      ...(replaces && { replaces: this.#text(replaces.value, replaces.line, "`replaces`") }),
      ...this.#scope(fields),
    };
  }

  /** A number, or numbers by GOARCH. */
  #frames(entry: Entry | undefined): Record<string, number> {
    if (!entry) return {};
    if (!isMap(entry.value)) return { default: this.#bytes(entry) };
    const frames = this.#fields(entry.value, entry.line, "frame", architectures);
    return Object.fromEntries([...frames].map(([goarch, one]) => [goarch, this.#bytes(one)]));
  }

  #package({ key: path, line, value }: Entry): PackagePolicy {
    if (!/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(path)) throw this.#bad(line, `\`${path}\` is no import path`);
    const fields = this.#fields(value, line, path, ["reason", "frame", "nosplit", "release", ...scope]);
    const about = { path, line, reason: this.#reason(fields, path, line), ...this.#scope(fields) };
    const [frame, nosplit] = [fields.get("frame"), fields.get("nosplit")];
    if (this.#boolean(fields.get("release"))) {
      if (frame || nosplit)
        throw this.#bad(line, `${path} is of the release; \`frame\` and \`nosplit\` are for new code`);
      return { ...about, frame: 0, nosplit: false, release: true };
    }
    if (!frame)
      throw this.#bad(line, `${path} has no \`frame\`: the most bytes that a function of it may use`);
    return { ...about, frame: this.#bytes(frame), nosplit: this.#boolean(nosplit) };
  }

  #data({ key: pattern, line, value }: Entry): DataPolicy {
    if (/^[*]*$/.test(pattern)) throw this.#bad(line, `\`${pattern}\` would allow every symbol`);
    if (!isMap(value)) return { pattern, line, reason: this.#text(value, line, `the reason of ${pattern}`) };
    const fields = this.#fields(value, line, pattern, ["reason", ...scope]);
    return { pattern, line, reason: this.#reason(fields, pattern, line), ...this.#scope(fields) };
  }

  #scope(fields: ReadonlyMap<string, Entry>): Scope {
    const since = this.#release(fields.get("since"));
    const until = this.#release(fields.get("until"));
    const goarch = this.#architectures(fields.get("goarch"));
    return { ...(since && { since }), ...(until && { until }), ...(goarch && { goarch }) };
  }

  #architectures(entry: Entry | undefined): string[] | undefined {
    if (!entry) return undefined;
    const names = this.#items(entry).map((item) => writtenText(item) ?? "");
    const unknown = names.find((name) => !goArchitectures.includes(name));
    if (unknown !== undefined) throw this.#bad(entry.line, `there is no GOARCH ${unknown}`);
    return names;
  }

  #release(entry: Entry | undefined): GoVersion | undefined {
    if (!entry) return undefined;
    const version = parseGoVersion(this.#text(entry.value, entry.line, `\`${entry.key}\``));
    if (!version) throw this.#bad(entry.line, `\`${entry.key}\` must be a Go release, such as go1.21`);
    return version;
  }

  #reason(fields: ReadonlyMap<string, Entry>, owner: string, line: number): string {
    const reason = fields.get("reason");
    if (!reason) throw this.#bad(line, `${owner} has no \`reason\``);
    return this.#text(reason.value, reason.line, "reason");
  }

  #text(value: unknown, line: number, what: string): string {
    const text = isScalar(value) ? value.value : undefined;
    if (typeof text !== "string" || text.trim() === "") throw this.#bad(line, `${what} must be a text`);
    return text.trim();
  }

  #calls(entry: Entry): CallPolicy[] {
    const calls = this.#items(entry).map((item) => this.#call(item, this.#lineOf(item, entry.line)));
    const twice = calls.find(({ symbol }, n) => calls.findIndex((one) => one.symbol === symbol) < n);
    if (twice) throw this.#bad(twice.line, `\`calls\` names ${twice.symbol} twice`);
    return calls;
  }

  /** A symbol, or a mapping that says for which builds it is. */
  #call(item: unknown, line: number): CallPolicy {
    if (!isMap(item)) return { symbol: this.#text(item, line, "each of `calls`"), line };
    const fields = this.#fields(item, line, "a call", ["symbol", ...scope]);
    const symbol = this.#text(fields.get("symbol")?.value, line, "`symbol` of a call");
    return { symbol, line, ...this.#scope(fields) };
  }

  #items({ value, line, key }: Entry): unknown[] {
    if (!isSeq(value)) throw this.#bad(line, `\`${key}\` must be a list`);
    return value.items;
  }

  #bytes({ value, line, key }: Entry): number {
    const bytes = isScalar(value) ? value.value : undefined;
    if (typeof bytes !== "number" || !Number.isSafeInteger(bytes) || bytes < 0)
      throw this.#bad(line, `\`${key}\` must be a number of bytes, 0 or more`);
    return bytes;
  }

  #boolean(entry: Entry | undefined): boolean {
    if (!entry) return false;
    const value = isScalar(entry.value) ? entry.value.value : undefined;
    if (typeof value !== "boolean") throw this.#bad(entry.line, `\`${entry.key}\` must be true or false`);
    return value;
  }

  /** The entries of a mapping that has these keys only. */
  #fields(value: unknown, line: number, owner: string, known: readonly string[]): Map<string, Entry> {
    const entries = this.#mapping(value, line, owner);
    const unknown = entries.find(({ key }) => !known.includes(key));
    if (unknown)
      throw this.#bad(unknown.line, `${owner} has no key \`${unknown.key}\`; known are ${known.join(", ")}`);
    return new Map(entries.map((entry) => [entry.key, entry]));
  }

  /** The entries of a section; none where it is left out. */
  #entries(section: Entry | undefined): Entry[] {
    return section ? this.#mapping(section.value, section.line, `\`${section.key}\``) : [];
  }

  #mapping(value: unknown, line: number, owner: string): Entry[] {
    if (!isMap(value)) throw this.#bad(line, `${owner} must be a mapping (\`key: value\`, one a line)`);
    return (value as YAMLMap<unknown, unknown>).items.map((pair) => this.#entry(pair, line));
  }

  #entry({ key, value }: Pair<unknown, unknown>, line: number): Entry {
    const at = this.#lineOf(key, line);
    const text = writtenText(key);
    if (text === undefined) throw this.#bad(at, "a key must be a text");
    return { key: text, line: at, value };
  }

  #lineOf(node: unknown, otherwise: number): number {
    const range = (node as Node | null)?.range;
    return range ? this.#lines.linePos(range[0]).line : otherwise;
  }

  #bad(line: number, problem: string): Error {
    return badPolicy(this.file, line, problem);
  }
}

/** A word such as `386` is a number to YAML; `source` is what was written. */
function writtenText(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === "string" ? node.value : node.source;
}

const firstLine = (text: string): string => text.split("\n")[0] ?? text;
