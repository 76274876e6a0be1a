import type { Command } from "../command.ts";
import { completion } from "./completion.ts";
import { go } from "./go.ts";
import { patch } from "./patch.ts";

/** Every command, in the order in which help lists them. A new one is a file beside this and a line here. */
export const commands: readonly Command[] = [go, patch, completion];
