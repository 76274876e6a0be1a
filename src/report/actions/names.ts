import type { WorkUnit } from "../../trace/actions/work-unit.ts";
import { printable } from "../printable.ts";

/** `compile net/http`, `link cmd/vet`, `test run lib`. */
export function unitName({ work, package: path }: WorkUnit): string {
  return printable(path === "" ? work : `${work} ${path}`);
}
