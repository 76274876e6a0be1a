import { type Node, type SyntaxTree, textOf, walk } from "../../syntax/tree.ts";
import { oneLine } from "../one-line.ts";
import type { BodyLine, Change } from "../patch.ts";
import type { Located } from "../similar.ts";
import type { Declared } from "./counterpart.ts";
import type { Rename } from "./renames.ts";

/** The lines of a change's body, rewritten; undefined where a rewriting has nothing to do. */
export type Rewrite = (body: readonly BodyLine[]) => BodyLine[] | undefined;

/** Strings, runes, comments and `$` names, which stay; then names, with what stands before them. */
const words =
  /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$(?:\.\.\.)?[\p{L}_][\p{L}\p{N}_]*|(?<dot>\.[ \t]*)?(?<name>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** Gives names their new ones, in context, `-` and `+` lines. */
export function renaming(renames: readonly Rename[]): Rewrite {
  return (body) => {
    const text = body.map((line) => line.text).join("\n");
    const renamed = text.replace(words, (word, ...rest) => {
      const { dot, name } = rest.at(-1) as { dot?: string; name?: string };
      const operand = dot === undefined ? undefined : nameBefore(text.slice(0, rest.at(-3) as number));
      const rename = renames.find(
        (one) =>
          one.from === name &&
          one.selected === (dot !== undefined) &&
          (operand === undefined || one.operand === operand),
      );
      return rename ? `${dot ?? ""}${rename.to}` : word;
    });
    return renamed === text ? undefined : withTexts(body, renamed.split("\n"));
  };
}

const nameBefore = (text: string): string | undefined => /[\p{L}_][\p{L}\p{N}_]*$/u.exec(text)?.[0];

const withTexts = (body: readonly BodyLine[], texts: readonly string[]): BodyLine[] =>
  body.map((line, index) => ({ ...line, text: texts[index] ?? "" }));

/** The first lines of the body up to the brace of its function. */
function headOf(body: readonly BodyLine[]): number {
  return body.findIndex(({ text }) => /\{\s*$/.test(text)) + 1;
}

const context = (text: string): BodyLine => ({ sign: " ", text, line: 0 });

/** The signature as it is written in the new release. */
export function signatureOf({ tree, node }: Located): Rewrite {
  return (body) => {
    const head = headOf(body);
    const block = node.children.find(({ field }) => field === "body");
    const text = block && oneLine(textOf(tree, { from: node.from, to: block.from }));
    const isLiteral = body.slice(0, head).every(({ sign, text }) => sign === " " && !/\(\.\.\.\)/.test(text));
    if (head === 0 || !text || !isLiteral) return undefined;
    return [context(`${text} {`), ...body.slice(head)];
  };
}

/** The same statements in another function, whatever its parameters. */
export function into(helper: Declared): Rewrite {
  return (body) => {
    const head = headOf(body);
    const receiver = helper.node.children.find(({ field }) => field === "receiver");
    const owner = receiver ? `${oneLine(textOf(helper.tree, receiver)) ?? ""} ` : "";
    return head === 0 ? undefined : [context(`func ${owner}${helper.name}(...) {`), ...body.slice(head)];
  };
}

/** The same statements at any depth: the `...` around the change's own lines become `<...` and `...>`. */
export const deeper: Rewrite = (body) => around(body, "<...", "...>");

/** The same statements among others: `...` comes before and behind the change's own lines. */
export const amongOthers: Rewrite = (body) => around(body, "...", "...");

/** Puts these marks around all of the block that the first changed line stands in, in the place of `...`. */
function around(body: readonly BodyLine[], open: string, close: string): BodyLine[] | undefined {
  const changed = body.findIndex(({ sign }) => sign !== " ");
  const indent = /^\t*/.exec(body[changed]?.text ?? "")?.[0] ?? "";
  const outer = indent.slice(1);
  const isAt = (line: BodyLine, rest: RegExp): boolean =>
    line.sign === " " && line.text.startsWith(outer) && rest.test(line.text.slice(outer.length));
  const head = body.findLastIndex((line, index) => index < changed && isAt(line, /^\S.*\{$/)) + 1;
  const end = body.findIndex((line, index) => index > changed && isAt(line, /^\}/));
  const inside = body.slice(head, end);
  const isMark = (line: BodyLine | undefined, mark: string): boolean =>
    line?.sign === " " && line.text === indent + mark;
  if (indent === "" || head === 0 || end < head || inside.some((line) => isMark(line, "<...")))
    return undefined;
  const from = isMark(inside[0], "...") ? 1 : 0;
  const to = isMark(inside.at(-1), "...") ? -1 : inside.length;
  const marked = [context(indent + open), ...inside.slice(from, to), context(indent + close)];
  return marked.length === inside.length && open === "..."
    ? undefined
    : [...body.slice(0, head), ...marked, ...body.slice(end)];
}

const call = /^(\s*(?:[^()"`]*=\s*)?)([\p{L}_][\p{L}\p{N}_.]*)\(([^()$]*)\)$/u;

/** Any arguments for the calls that have come to have more of them. */
export function looserCalls({ tree, node }: Located): Rewrite {
  const calls = [...walk(node)]
    .filter(({ kind }) => kind === "call_expression")
    .map((one) => callOf(tree, one));
  const hasMore = (callee: string, own: readonly string[]): boolean =>
    calls.some(
      (one) =>
        one.callee === callee &&
        one.own.length > own.length &&
        own.every((argument) => one.own.includes(argument)),
    );
  const loosened = (line: BodyLine): string => {
    const [, before = "", callee = "", list = ""] = call.exec(line.text) ?? [];
    const own = list.split(",").flatMap((argument) => argument.trim() || []);
    return line.sign === " " && callee && hasMore(callee, own) ? `${before}${callee}(...)` : line.text;
  };
  return (body) => {
    const texts = body.map(loosened);
    return texts.some((text, index) => text !== body[index]?.text) ? withTexts(body, texts) : undefined;
  };
}

/** A name for the result of the calls that stood by themselves and whose result is kept now. */
export function namedResults({ tree, node }: Located): Rewrite {
  const kept = [...walk(node)].flatMap(({ kind, parent }) => {
    const statement =
      kind === "call_expression" && parent?.kind === "expression_list" ? parent.parent : undefined;
    return statement && /^(?:short_var_declaration|assignment_statement)$/.test(statement.kind)
      ? [statement]
      : [];
  });
  const named = ({ sign, text }: BodyLine): string => {
    const [, indent = "", callee] = call.exec(text) ?? [];
    const [, operator] = kept
      .map((one) => /^[\w.]+ (:?=) ([^(]*)\(/.exec(textOf(tree, one)) ?? [])
      .find(([, , other]) => other === callee) ?? [undefined, undefined];
    const isAlone = sign === " " && callee !== undefined && indent.trim() === "";
    return isAlone && operator ? `${indent}$result ${operator} ${text.trim()}` : text;
  };
  return (body) => {
    const texts = body.map(named);
    return texts.some((text, index) => text !== body[index]?.text) ? withTexts(body, texts) : undefined;
  };
}

/** What is called, and the arguments as they are written. */
function callOf(tree: SyntaxTree, node: Node): { callee: string; own: string[] } {
  const [callee, list] = [node.children[0] ?? node, node.children.find(({ field }) => field === "arguments")];
  const own = list ? list.children.filter(({ named, kind }) => named && kind !== "comment") : [];
  return { callee: textOf(tree, callee), own: own.map((argument) => textOf(tree, argument)) };
}

/** Any statements between neighbours of the pattern, where no hunk stands between them. */
export const apart: Rewrite = (body) => {
  const spread = body.flatMap((line, index) => {
    const next = body[index + 1];
    const isBetween = isStatement(line) && next !== undefined && isStatement(next);
    const indent = /^\t*/.exec(line.text)?.[0] ?? "";
    return isBetween && next.text.startsWith(indent) ? [line, context(`${indent}...`)] : [line];
  });
  return spread.length === body.length ? undefined : spread;
};

const isStatement = ({ sign, text }: BodyLine): boolean =>
  sign === " " &&
  /^\t+[^\s}].*[^{,(]$/.test(text) &&
  !/^\t+(?:\.\.\.|<\.\.\.|\.\.\.>|case\b.*:|default:)$/.test(text);

/** A change with another body and perhaps another package. */
export const rewritten = (change: Change, body: readonly BodyLine[], folder: string): Change => ({
  ...change,
  body,
  package: folder,
});
