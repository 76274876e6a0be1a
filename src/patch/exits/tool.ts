import type { Edit } from "../../edit/edit.ts";
import { functionsOf } from "../../syntax/functions.ts";
import { type Node, textOf, walk } from "../../syntax/tree.ts";
import type { Plan } from "../plan.ts";
import { Cover } from "./cover.ts";
import { type Exit, type ExitKind, exitAt, exitKind, type Place, type Trees } from "./exit.ts";

/** Where the trace of a tool starts: an edit in the function that does all its work. */
interface Start {
  readonly edit: Edit;
  readonly place: Place;
}

/**
 * Every way out of a tool other than the compiler, whose main function defers what stops the trace and recovers nothing.
 * A tool in which the plan starts no trace has none.
 */
export function toolExits(tool: string, trees: Trees, plan: Plan): Exit[] {
  const cover = new Cover(plan);
  const places = [...trees].flatMap(([file, tree]) => functionsOf(tree).map((fn) => ({ file, tree, fn })));
  const start = findStart(cover, places);
  if (!start) return [];
  const survey = new ToolSurvey(tool, cover, start);
  return places.flatMap((place) => survey.inFunction(place));
}

function findStart(cover: Cover, places: readonly Place[]): Start | undefined {
  for (const place of places) {
    const { from, to } = place.fn.node;
    const edit = cover
      .editsIn(place.file)
      .find((one) => from <= one.from && one.to <= to && /\bbuildtrace\.Start/.test(one.insert));
    if (edit) return { edit, place };
  }
  return undefined;
}

class ToolSurvey {
  constructor(
    readonly tool: string,
    readonly cover: Cover,
    readonly start: Start,
  ) {}

  inFunction(place: Place): Exit[] {
    const { tree, fn } = place;
    if (!fn.body) return [];
    const exits = [...walk(fn.body)].flatMap((node) => {
      const kind = exitKind(tree, node);
      return kind ? [exitAt(place, kind, node.from, this.#coverage(kind, place, node))] : [];
    });
    return fn.node === this.start.place.fn.node ? [...this.#returns(place, fn.body), ...exits] : exits;
  }

  /** The main function comes to its end. */
  #returns(place: Place, body: Node): Exit[] {
    const returns = place.fn.returns.map((node) =>
      exitAt(place, "return", node.from, this.#leave(node.from)),
    );
    const end = body.to - 1;
    return [...returns, exitAt(place, "end of body", end, this.#leave(end))];
  }

  #coverage(kind: ExitKind, place: Place, node: Node): string | undefined {
    const { file, tree } = place;
    switch (kind) {
      case "log.Fatal":
      case "panic":
        return this.cover.declared(kind, this.tool);
      case "goroutine":
        return this.cover.guardIn(file, node);
      default:
        return this.cover.stopBefore(file, tree, node) ?? this.#beforeStart(place, node);
    }
  }

  #leave(at: number): string | undefined {
    const { edit } = this.start;
    if (at < edit.from) return beforeStart;
    return /defer buildtrace\.Leave\(\)/.test(edit.insert) ? edit.origin : undefined;
  }

  /** A place above the start, or in main.main above the call of the function that it is in. */
  #beforeStart({ file, tree, fn }: Place, node: Node): string | undefined {
    const { edit, place } = this.start;
    if (fn.node === place.fn.node) return node.from < edit.from ? beforeStart : undefined;
    if (file !== `${this.tool}/main.go` || fn.name !== "main") return undefined;
    const call = fn.calls.find((one) => textOf(tree, one).includes(`.${place.fn.name}(`));
    return call && node.from < call.from ? beforeStart : undefined;
  }
}

const beforeStart = "before the start: there is no trace";
