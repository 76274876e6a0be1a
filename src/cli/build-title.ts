import type { BuildState, BuildWatch, RunningProcess } from "../app/build-watch.ts";
import { formatCount } from "../base/units.ts";
import type { Host } from "../host/host.ts";
import { printable } from "../report/printable.ts";
import type { Io } from "./io.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How often is looked; a build that is faster is over before anything was shown. */
const everyMs = 1000;

/** A process that runs for less is not worth a name; nanoseconds. */
const slow = 2e9;

/** So many of them are named. */
const mostNamed = 2;

/**
 * Shows how far a build is where that disturbs nothing: in the terminal's title, and where the terminal has one, in its
 * progress bar. go and what it runs write to the same terminal whenever they like, so no text of ours can stand there;
 * these sequences move no cursor and print nothing. Gives a function that ends it and gives the title back.
 */
export function followBuild(watch: BuildWatch, host: Host, io: Io): () => void {
  if (!isWanted(host.env, io)) return () => {};
  const bar = hasBar(host.env);
  let [shown, busy, over] = [false, false, false];
  const look = async (): Promise<void> => {
    const state = await watch.look();
    if (over || !host.inForeground()) return;
    io.stderr(`${shown ? "" : pushTitle}${title(buildTitle(state))}${bar ? progress(state) : ""}`);
    shown = true;
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch(() => {}) // what cannot be shown is no reason to disturb a build
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return () => {
    over = true;
    clearInterval(timer);
    if (shown) io.stderr(`${popTitle}${bar ? noProgress : ""}`);
  };
}

/** `12 of 340 packages compiled, net/http 8 s`. Where some may come out of the cache: `12 packages compiled, of at most 340`. */
export function buildTitle({ compiled, packages, compilesAll, running }: BuildState): string {
  const count = formatCount(compiled, "package");
  const isKnown = packages !== undefined;
  const done = isKnown && compilesAll ? `${compiled} of ${formatCount(packages, "package")}` : count;
  const named = running.filter(({ age }) => age >= slow).slice(0, mostNamed);
  return [
    `${done} compiled`,
    ...(isKnown && !compilesAll ? [`of at most ${packages}`] : []),
    ...named.map(processWords),
  ].join(", ");
}

const longestName = 60;

function processWords({ tool, package: path, age }: RunningProcess): string {
  const name = printable(tool === "compile" ? path : `${tool} ${path}`);
  const shown = name.length > longestName ? `…${name.slice(1 - longestName)}` : name;
  return `${shown} ${Math.floor(age / 1e9)} s`;
}

// Sequences for a terminal; each is written at once, so that nobody else's bytes come into it.

/** Kinds of terminal that are known to take a title for one; others might print it. */
const withTitle = /^(xterm|rxvt|screen|tmux|alacritty|foot|konsole|vte|wezterm)/;

function isWanted(env: Environment, { isTty }: Io): boolean {
  return isTty.stderr && !env.CI && !env.NO_COLOR && withTitle.test(env.TERM ?? "");
}

/** Those that are known to show progress; to some others the same sequence is a notification. */
function hasBar(env: Environment): boolean {
  const isKnown = ["WezTerm", "ghostty"].includes(env.TERM_PROGRAM ?? "");
  return isKnown || env.ConEmuANSI === "ON" || env.WT_SESSION !== undefined;
}

const [pushTitle, popTitle] = ["\x1b[22;2t", "\x1b[23;2t"];
const [begin, end] = ["\x1b]", "\x1b\\"];
const noProgress = `${begin}9;4;0;0${end}`;

const title = (text: string): string => `${begin}2;${text}${end}`;

/** In percent where it is known how many packages are compiled; else only that something is done. */
function progress({ compiled, packages, compilesAll }: BuildState): string {
  if (!compilesAll || packages === undefined) return `${begin}9;4;3;0${end}`;
  return `${begin}9;4;1;${Math.min(100, Math.floor((100 * compiled) / packages))}${end}`;
}
