import { badPatch } from "../base/errors.ts";
import { type GoVersion, parseGoVersion } from "../base/version.ts";
import type { BodyLine, Change, Occurrence, Patch } from "./patch.ts";

const occurrences: readonly Occurrence[] = ["exactly-once", "every", "at-most-once"];

/** The header of a change while it is read; the head of the file gives the defaults. */
interface Header {
  package?: string;
  imports: readonly string[];
  since?: GoVersion;
  until?: GoVersion;
  occurrence: Occurrence;
  covers: readonly string[];
}

interface Draft extends Header {
  readonly name: string;
  readonly line: number;
  readonly body: BodyLine[];
}

/**
 * Reads the text of a patch file, `file` being its path for messages. The grammar is in patches/README.md.
 * Throws `bad-patch` with the line that cannot be read.
 */
export function parsePatch(file: string, text: string): Patch {
  const reader = new PatchReader(file);
  for (const [index, line] of text.split("\n").entries()) reader.read(line, index + 1);
  return { ...reader.finish(), text };
}

class PatchReader {
  readonly #defaults: Header = { imports: [], occurrence: "exactly-once", covers: [] };
  readonly #drafts: Draft[] = [];
  readonly #comment: string[] = [];
  #name: string | undefined;

  constructor(readonly file: string) {}

  read(text: string, line: number): void {
    const draft = this.#drafts.at(-1);
    if (/^[ +-]/.test(text)) this.#readBody(draft, text, line);
    else if (text.startsWith("#")) this.#readComment(text);
    else if (text.trim() === "") draft?.body.length && draft.body.push({ sign: " ", text: "", line });
    else this.#readHeader(text.trim(), line, draft);
  }

  finish(): Omit<Patch, "text"> {
    if (this.#name === undefined) throw badPatch(this.file, 1, "there is no line `patch NAME`");
    if (this.#drafts.length === 0) throw badPatch(this.file, 1, "there is no line `change NAME`");
    const changes = this.#drafts.map((draft) => this.#change(draft));
    return { name: this.#name, description: this.#comment.join("\n"), changes };
  }

  #readComment(text: string): void {
    if (this.#name === undefined) this.#comment.push(text.replace(/^# ?/, ""));
  }

  #readBody(draft: Draft | undefined, text: string, line: number): void {
    if (!draft) throw badPatch(this.file, line, "a body line stands before the first `change NAME`");
    draft.body.push({ sign: text[0] as BodyLine["sign"], text: text.slice(1), line });
  }

  #readHeader(text: string, line: number, draft: Draft | undefined): void {
    const [keyword = "", ...rest] = text.split(/\s+/);
    const value = rest.join(" ");
    if (keyword === "patch") this.#name = value;
    else if (keyword === "change") this.#drafts.push({ ...this.#defaults, name: value, line, body: [] });
    else if (draft?.body.some((bodyLine) => bodyLine.text !== ""))
      throw badPatch(
        this.file,
        line,
        `\`${keyword}\` after the body: a body line starts with a space, + or -`,
      );
    else this.#set(draft ?? this.#defaults, keyword, value, line);
  }

  #set(header: Header, keyword: string, value: string, line: number): void {
    if (keyword === "package") header.package = value;
    else if (keyword === "import") header.imports = [...header.imports, this.#importPath(value, line)];
    else if (keyword === "since" || keyword === "until") header[keyword] = this.#version(value, line);
    else if (keyword === "require") header.occurrence = this.#occurrence(value, line);
    else if (keyword === "covers") header.covers = [...header.covers, value];
    else throw badPatch(this.file, line, `unknown keyword \`${keyword}\``);
  }

  #importPath(value: string, line: number): string {
    const path = /^"?(\w[\w./-]*)"?$/.exec(value)?.[1];
    if (!path) throw badPatch(this.file, line, `\`${value}\` is no import path`);
    return path;
  }

  #version(value: string, line: number): GoVersion {
    const version = parseGoVersion(value);
    if (!version) throw badPatch(this.file, line, `\`${value}\` is no Go version such as go1.22 or go1.27.1`);
    return version;
  }

  #occurrence(value: string, line: number): Occurrence {
    const occurrence = occurrences.find((known) => known === value);
    if (!occurrence)
      throw badPatch(this.file, line, `\`require ${value}\`: known are ${occurrences.join(", ")}`);
    return occurrence;
  }

  #change(draft: Draft): Change {
    const { name, line, package: target, body, ...header } = draft;
    const problem = (what: string): Error => badPatch(this.file, line, `change ${name}: ${what}`);
    if (!/^[\w.-]+$/.test(name)) throw problem("its name must be of letters, digits, `-`, `_` and `.`");
    if (!target) throw problem("no `package IMPORT/PATH`");
    if (!/^\w[\w./-]*$/.test(target) || target.split("/").includes(".."))
      throw problem(`package ${target} leaves GOROOT/src`);
    while (body.at(-1)?.text.trim() === "" && body.at(-1)?.sign === " ") body.pop();
    if (!body.some(({ sign }) => sign !== " ")) throw problem("no line with + or -: it changes nothing");
    return { ...header, id: `${this.#name}/${name}`, package: target, body, file: this.file, line };
  }
}
