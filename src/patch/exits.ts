import { compilerExits } from "./exits/compiler.ts";
import { type Exit, kinds, type Trees } from "./exits/exit.ts";
import { toolExits } from "./exits/tool.ts";
import type { Plan } from "./plan.ts";

export type { Exit, ExitKind } from "./exits/exit.ts";

/** Whether a text can hold a way out, so that the others need not be parsed. Generated-only helpers are left out. */
export function mayExit(text: string): boolean {
  if (/^\/\/go:build ignore\b/m.test(text)) return false;
  return /\bos\.Exit\(|\bsyscall\.Exec\(|\blog\.Fatal|\bExit\(|\bErrorExit\(|\bpanic\(|^\s*go\s+\w|^func [mM]ain\(|^func handlePanic\(/m.test(
    text,
  );
}

/** Every way out of a tool (`cmd/link`) that its source shows, and what covers it under this plan; by kind and place. */
export function findExits(tool: string, trees: Trees, plan: Plan): Exit[] {
  const exits = tool === "cmd/compile" ? compilerExits(trees, plan) : toolExits(tool, trees, plan);
  return exits.sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compare(a.file, b.file) || a.line - b.line,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
