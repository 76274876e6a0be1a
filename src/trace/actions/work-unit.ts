import type { Action } from "./action.ts";

/** All that is done for one result of one package. */
export interface WorkUnit {
  readonly package: string;
  /** `compile` with all that belongs to it: cgo, coverage, the look into the cache. Else the mode of the action. */
  readonly work: string;
}

export function workUnit({ mode, package: path }: Pick<Action, "mode" | "package">): WorkUnit {
  return { package: path, work: /^(build|build check cache|cover|cgo .*)$/s.test(mode) ? "compile" : mode };
}

/** A text that two units share only if they are the same. */
export function unitKey({ package: path, work }: WorkUnit): string {
  return JSON.stringify([work, path]);
}
