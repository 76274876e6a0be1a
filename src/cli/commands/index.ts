import type { Command } from "../command.ts";
import { audit } from "./audit.ts";
import { build } from "./build.ts";
import { clean } from "./clean.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { doctor } from "./doctor.ts";
import { events } from "./events.ts";
import { explain } from "./explain.ts";
import { exportTraces } from "./export.ts";
import { go } from "./go.ts";
import { list } from "./list.ts";
import { merge } from "./merge.ts";
import { newPatch } from "./new-patch.ts";
import { open } from "./open.ts";
import { patch } from "./patch.ts";
import { prove } from "./prove.ts";
import { report } from "./report.ts";
import { sessions } from "./sessions.ts";
import { upgrade } from "./upgrade.ts";
import { verify } from "./verify.ts";

/** Every command, in the order in which help lists them. A new one is a file beside this and a line here. */
export const commands: readonly Command[] = [
  go,
  report,
  explain,
  open,
  diff,
  events,
  exportTraces,
  merge,
  sessions,
  build,
  audit,
  prove,
  verify,
  upgrade,
  list,
  clean,
  patch,
  newPatch,
  doctor,
  completion,
];
