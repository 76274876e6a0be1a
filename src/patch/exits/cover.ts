import type { Edit } from "../../edit/edit.ts";
import type { Node, SyntaxTree } from "../../syntax/tree.ts";
import type { Plan } from "../plan.ts";
import { enclosingStatement } from "./exit.ts";

/** What a plan does about ways out. The names are those of changes. */
export class Cover {
  constructor(readonly plan: Plan) {}

  editsIn(file: string): readonly Edit[] {
    return this.plan.files.find(({ path }) => path === file)?.edits?.edits ?? [];
  }

  /** The change that stops the trace directly before the statement in which `node` stands. */
  stopBefore(file: string, tree: SyntaxTree, node: Node): string | undefined {
    const statement = enclosingStatement(node);
    return this.editsIn(file).find(
      (edit) => stops(edit) && onlyComments(tree.text.slice(edit.to, statement.from)),
    )?.origin;
  }

  /** The change that defers, within this node, what stops the trace when the goroutine crashes. */
  guardIn(file: string, { from, to }: Node): string | undefined {
    return this.editsIn(file).find(
      (edit) =>
        from <= edit.from && edit.to <= to && /defer buildtrace\..*\b(Guard|End)\(\)/.test(edit.insert),
    )?.origin;
  }

  /** The change whose patch says that it covers this in the packages of a tool. */
  declared(what: string, tool: string): string | undefined {
    return this.plan.changes.find(({ covers, file }) => covers.includes(what) && file.startsWith(`${tool}/`))
      ?.id;
  }
}

const stops = (edit: Edit): boolean => /\bbuildtrace\.Stop\(/.test(edit.insert);

const onlyComments = (text: string): boolean => text.replace(/\/\/[^\n]*/g, "").trim() === "";
