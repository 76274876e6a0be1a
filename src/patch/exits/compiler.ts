import { functionsOf } from "../../syntax/functions.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../../syntax/tree.ts";
import type { Plan } from "../plan.ts";
import { Cover } from "./cover.ts";
import {
  type Exit,
  type ExitKind,
  enclosingStatement,
  exitAt,
  exitKind,
  type Place,
  type Trees,
} from "./exit.ts";

const tool = "cmd/compile";
const mainFile = `${tool}/main.go`;
const gcDir = `${tool}/internal/gc/`;
const baseDir = `${tool}/internal/base/`;

/** Every way out of gc.Main: the compiler recovers panics, and ends in base.Exit and base.ErrorExit. */
export function compilerExits(trees: Trees, plan: Plan): Exit[] {
  const survey = new CompilerSurvey(trees, new Cover(plan));
  return [...trees].flatMap(([file, tree]) =>
    functionsOf(tree).flatMap((fn) => survey.inFunction({ file, tree, fn })),
  );
}

class CompilerSurvey {
  readonly #exit: string | undefined;
  readonly #errorExit: string | undefined;
  readonly #mainPanic: string | undefined;

  constructor(
    readonly trees: Trees,
    readonly cover: Cover,
  ) {
    this.#exit = this.#throughFunction("Exit");
    this.#errorExit = this.#throughFunction("ErrorExit");
    this.#mainPanic = this.#panicOnMain();
  }

  inFunction(place: Place): Exit[] {
    const { file, tree, fn } = place;
    if (!fn.body) return [];
    const exits = [...walk(fn.body)].flatMap((node) => {
      const kind = ownExit(file, tree, node) ?? exitKind(tree, node);
      return kind ? [exitAt(place, kind, node.from, this.#coverage(kind, place, node))] : [];
    });
    const isMain = file.startsWith(gcDir) && fn.name === "Main";
    return isMain ? [...this.#returns(place, fn.body), ...exits] : exits;
  }

  #returns(place: Place, body: Node): Exit[] {
    const after = this.#afterMain();
    const returns = place.fn.returns.map((node) => exitAt(place, "return", node.from, after));
    return [...returns, exitAt(place, "end of body", body.to - 1, after)];
  }

  #coverage(kind: ExitKind, place: Place, node: Node): string | undefined {
    const { file, tree, fn } = place;
    switch (kind) {
      case "base.Exit":
        return via("base.Exit", this.#exit);
      case "base.ErrorExit":
        return via("base.ErrorExit", this.#errorExit);
      case "log.Fatal":
        return this.cover.declared("log.Fatal", tool);
      case "panic":
        return fn.name === "handlePanic" ? this.cover.stopBefore(file, tree, node) : this.#anyPanic();
      case "goroutine":
        return this.cover.guardIn(file, node) ?? this.#worker(place);
      default:
        return this.cover.stopBefore(file, tree, node) ?? this.#beforeStart(place, node);
    }
  }

  /** gc.Main has returned: main.main goes on with the statement after the call. */
  #afterMain(): string | undefined {
    const tree = this.trees.get(mainFile);
    const call = tree && mainCall(tree);
    const statement = call && enclosingStatement(call);
    const next = statement?.parent?.children
      .filter((node) => node.named && node.kind !== "comment")
      .find((node) => node.from > statement.to);
    return tree && next && /^base\.Exit\(/.test(textOf(tree, next))
      ? via("main.main calls base.Exit", this.#exit)
      : undefined;
  }

  /** A place in main.main above the call of gc.Main. */
  #beforeStart({ file, tree, fn }: Place, node: Node): string | undefined {
    const main = file === mainFile && fn.name === "main" ? mainCall(tree) : undefined;
    return main && node.from < main.from ? "before gc.Main: no trace has started" : undefined;
  }

  /** Whether every os.Exit in a function of package base has a stop right before it; the changes that see to it. */
  #throughFunction(name: string): string | undefined {
    for (const [file, tree] of this.trees) {
      const fn = file.startsWith(baseDir)
        ? functionsOf(tree).find((one) => one.name === name && !one.receiver)
        : undefined;
      const ends = (fn?.calls ?? []).filter((call) => textOf(tree, call).startsWith("os.Exit("));
      const stops = ends.map((call) => this.cover.stopBefore(file, tree, call));
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
    const worker = this.cover.declared("panic-in-worker", tool);
    return this.#mainPanic && worker ? `${this.#mainPanic}; in a worker: ${worker}` : undefined;
  }

  /** A goroutine of a function that compiles functions: the span of each stops the trace if it crashes. */
  #worker({ tree, fn }: Place): string | undefined {
    const compiles =
      fn.body &&
      [...walk(fn.body)].some(
        (one) => one.kind === "call_expression" && textOf(tree, one).startsWith("ssagen.Compile("),
      );
    return compiles ? this.cover.declared("panic-in-worker", tool) : undefined;
  }
}

function mainCall(tree: SyntaxTree): Node | undefined {
  const calls = functionsOf(tree).flatMap((fn) => (fn.name === "main" ? fn.calls : []));
  return calls.find((call) => textOf(tree, call).startsWith("gc.Main("));
}

const via = (path: string, change: string | undefined): string | undefined => change && `${path}: ${change}`;

function ownExit(file: string, tree: SyntaxTree, node: Node): ExitKind | undefined {
  if (node.kind !== "call_expression") return undefined;
  const callee = textOf(tree, node.children[0] ?? node);
  const own = file.startsWith(baseDir);
  if (callee === "base.Exit" || (own && callee === "Exit")) return "base.Exit";
  return callee === "base.ErrorExit" || (own && callee === "ErrorExit") ? "base.ErrorExit" : undefined;
}
