import { positionAt } from "../base/range.ts";
import type { Edit } from "../edit/edit.ts";
import { type FuncDecl, functionsOf } from "../syntax/functions.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../syntax/tree.ts";
import type { Plan } from "./plan.ts";

export type ExitKind =
  | "return"
  | "end of body"
  | "base.Exit"
  | "base.ErrorExit"
  | "log.Fatal"
  | "os.Exit"
  | "panic"
  | "goroutine";

/** A way out of the process, where it stands in the pristine source, and the change that stops the trace on it. */
export interface Exit {
  readonly kind: ExitKind;
  /** Path below GOROOT/src, and the 1-based line. */
  readonly file: string;
  readonly line: number;
  /** The function that it stands in. */
  readonly function: string;
  /** In words; undefined where nothing covers it. */
  readonly coveredBy: string | undefined;
}

/** The files of the compiler that an exit can stand in, parsed: path below GOROOT/src → tree. */
export type Trees = ReadonlyMap<string, SyntaxTree>;

const mainFile = "cmd/compile/main.go";
const gcDir = "cmd/compile/internal/gc/";
const baseDir = "cmd/compile/internal/base/";

/** Whether a text can hold a way out, so that the others need not be parsed. Generated-only helpers are left out. */
export function mayExit(text: string): boolean {
  if (/^\/\/go:build ignore\b/m.test(text)) return false;
  return /\bos\.Exit\(|\blog\.Fatal|\bExit\(|\bErrorExit\(|\bpanic\(|^\s*go\s+\w|^func Main\(|^func handlePanic\(/m.test(
    text,
  );
}

/** Every way out of gc.Main in the source, and what covers it under this plan. */
export function findExits(trees: Trees, plan: Plan): Exit[] {
  const survey = new Survey(trees, plan);
  const exits = [...trees].flatMap(([file, tree]) =>
    functionsOf(tree).flatMap((fn) => survey.inFunction(file, tree, fn)),
  );
  return exits.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || compare(a.file, b.file) || a.line - b.line,
  );
}

const order: readonly ExitKind[] = [
  "return",
  "end of body",
  "base.Exit",
  "base.ErrorExit",
  "log.Fatal",
  "os.Exit",
  "panic",
  "goroutine",
];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Survey {
  readonly #exit: string | undefined;
  readonly #errorExit: string | undefined;
  readonly #mainPanic: string | undefined;

  constructor(
    readonly trees: Trees,
    readonly plan: Plan,
  ) {
    this.#exit = this.#throughFunction(baseDir, "Exit");
    this.#errorExit = this.#throughFunction(baseDir, "ErrorExit");
    this.#mainPanic = this.#panicOnMain();
  }

  inFunction(file: string, tree: SyntaxTree, fn: FuncDecl): Exit[] {
    const exits: Exit[] = [];
    const add = (kind: ExitKind, at: number, coveredBy: string | undefined): void => {
      const { line } = positionAt(tree.text, at);
      exits.push({
        kind,
        file,
        line,
        function: fn.receiver ? `(${fn.receiver}).${fn.name}` : fn.name,
        coveredBy,
      });
    };
    if (file.startsWith(gcDir) && fn.name === "Main" && fn.body) {
      for (const node of fn.returns) add("return", node.from, this.#afterMain());
      add("end of body", fn.body.to - 1, this.#afterMain());
    }
    for (const node of fn.body ? walk(fn.body) : []) {
      const kind = exitKind(file, tree, node);
      if (kind) add(kind, node.from, this.#coverage(kind, file, tree, fn, node));
    }
    return exits;
  }

  #coverage(kind: ExitKind, file: string, tree: SyntaxTree, fn: FuncDecl, node: Node): string | undefined {
    switch (kind) {
      case "base.Exit":
        return via("base.Exit", this.#exit);
      case "base.ErrorExit":
        return via("base.ErrorExit", this.#errorExit);
      case "log.Fatal":
        return this.#declared("log.Fatal");
      case "os.Exit":
        return this.#stopBefore(file, tree, node) ?? this.#beforeStart(file, tree, fn, node);
      case "panic":
        return fn.name === "handlePanic" ? this.#stopBefore(file, tree, node) : this.#anyPanic();
      case "goroutine":
        return this.#goroutine(file, tree, fn, node);
      default:
        return undefined;
    }
  }

  /** gc.Main has returned: main.main goes on with the statement after the call. */
  #afterMain(): string | undefined {
    const tree = this.trees.get(mainFile);
    const call = tree && this.#mainCall(tree);
    const statement = call && enclosingStatement(call);
    const next = statement?.parent?.children
      .filter((node) => node.named && node.kind !== "comment")
      .find((node) => node.from > statement.to);
    return tree && next && /^base\.Exit\(/.test(textOf(tree, next))
      ? via("main.main calls base.Exit", this.#exit)
      : undefined;
  }

  #mainCall(tree: SyntaxTree): Node | undefined {
    const calls = functionsOf(tree).flatMap((fn) => (fn.name === "main" ? fn.calls : []));
    return calls.find((call) => textOf(tree, call).startsWith("gc.Main("));
  }

  /** A place in main.main above the call of gc.Main. */
  #beforeStart(file: string, tree: SyntaxTree, fn: FuncDecl, node: Node): string | undefined {
    const main = file === mainFile && fn.name === "main" ? this.#mainCall(tree) : undefined;
    return main && node.from < main.from ? "before gc.Main: no trace has started" : undefined;
  }

  /** Whether every os.Exit in a function has a stop right before it; the changes that see to it. */
  #throughFunction(dir: string, name: string): string | undefined {
    for (const [file, tree] of this.trees) {
      const fn = file.startsWith(dir)
        ? functionsOf(tree).find((one) => one.name === name && !one.receiver)
        : undefined;
      const ends = (fn?.calls ?? []).filter((call) => textOf(tree, call).startsWith("os.Exit("));
      const stops = ends.map((call) => this.#stopBefore(file, tree, call));
      if (ends.length > 0 && stops.every(Boolean)) return [...new Set(stops)].join(", ");
    }
    return undefined;
  }

  /** A panic on the main goroutine: gc.Main defers handlePanic, which makes a Fatalf of it. */
  #panicOnMain(): string | undefined {
    const functions = [...this.trees]
      .filter(([file]) => file.startsWith(gcDir))
      .flatMap(([, tree]) => functionsOf(tree).map((fn) => ({ tree, fn })));
    const defersHandler = functions.some(
      ({ tree, fn }) =>
        fn.name === "Main" && fn.defers.some((node) => textOf(tree, node) === "defer handlePanic()"),
    );
    const handler = functions.find(({ fn }) => fn.name === "handlePanic");
    const fatal = handler?.fn.calls.some((call) => textOf(handler.tree, call).startsWith("base.Fatalf("));
    return defersHandler && fatal ? via("gc.handlePanic, base.ErrorExit", this.#errorExit) : undefined;
  }

  #anyPanic(): string | undefined {
    const worker = this.#declared("panic-in-worker");
    return this.#mainPanic && worker ? `${this.#mainPanic}; in a worker: ${worker}` : undefined;
  }

  /** A panic on another goroutine, if nothing between it and the goroutine's start stops the trace. */
  #goroutine(file: string, tree: SyntaxTree, fn: FuncDecl, node: Node): string | undefined {
    const guard = this.#editsIn(file).find(
      (edit) => node.from <= edit.from && edit.to <= node.to && /\.Guard\(\)/.test(edit.insert),
    );
    if (guard) return guard.origin;
    const compiles =
      fn.body &&
      [...walk(fn.body)].some(
        (one) => one.kind === "call_expression" && textOf(tree, one).startsWith("ssagen.Compile("),
      );
    return compiles ? this.#declared("panic-in-worker") : undefined;
  }

  /** The change that stops the trace directly before the statement in which `node` stands. */
  #stopBefore(file: string, tree: SyntaxTree, node: Node): string | undefined {
    const statement = enclosingStatement(node);
    return this.#editsIn(file).find(
      (edit) => stops(edit) && onlyComments(tree.text.slice(edit.to, statement.from)),
    )?.origin;
  }

  #editsIn(file: string): readonly Edit[] {
    return this.plan.files.find(({ path }) => path === file)?.edits?.edits ?? [];
  }

  /** The change whose patch says that it covers this. */
  #declared(what: string): string | undefined {
    return this.plan.changes.find((change) => change.covers.includes(what))?.id;
  }
}

const via = (path: string, change: string | undefined): string | undefined => change && `${path}: ${change}`;

const stops = (edit: Edit): boolean => /\bbuildtrace\.Stop\(/.test(edit.insert);

const onlyComments = (text: string): boolean => text.replace(/\/\/[^\n]*/g, "").trim() === "";

function exitKind(file: string, tree: SyntaxTree, node: Node): ExitKind | undefined {
  if (node.kind === "go_statement") return "goroutine";
  if (node.kind !== "call_expression") return undefined;
  const callee = textOf(tree, node.children[0] ?? node);
  if (callee === "panic") return "panic";
  if (callee === "os.Exit") return "os.Exit";
  if (/^log\.Fatal(f|ln)?$/.test(callee)) return "log.Fatal";
  const own = file.startsWith(baseDir);
  if (callee === "base.Exit" || (own && callee === "Exit")) return "base.Exit";
  return callee === "base.ErrorExit" || (own && callee === "ErrorExit") ? "base.ErrorExit" : undefined;
}

function enclosingStatement(node: Node): Node {
  let at = node;
  while (at.parent && at.parent.kind !== "statement_list") at = at.parent;
  return at;
}
