import type { Host } from "../host/host.ts";
import type { WantedNames } from "./completion-words.ts";
import type { Completion } from "./parse.ts";

/**
 * What a shell may offer, `word` or, where it can show that, `word:meaning`: names of what was recorded, where one can
 * stand and there is any; else what the options are. Never throws.
 */
export async function candidates({ lines, names }: Completion, host: Host): Promise<readonly string[]> {
  const own = names ? await recorded(names, host).catch(() => []) : [];
  return own.length > 0 ? own : lines;
}

async function recorded({ kind, before, session }: WantedNames, host: Host): Promise<string[]> {
  const { packageNames, sessionNames } = await import("../app/recorded-names.ts");
  const showsMeaning = host.env.SHELL?.includes("zsh") === true;
  const found =
    kind === "packages" ? await packageNames(host, session) : await sessionNames(host, showsMeaning);
  return found.map(({ name, meaning }) => `${before}${name}${meaning === undefined ? "" : `:${meaning}`}`);
}
