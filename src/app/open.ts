import { join } from "node:path";
import type { Command, Host } from "../host/host.ts";
import { findOnPath } from "../toolchain/go-command.ts";

/** The name of the page in a session's folder. */
const pageFile = "report.html";

/** Writes a session's page into its folder, or, where that is not ours to write to, into a temporary one; its path. */
export async function keepPage(host: Host, session: string, page: string): Promise<string> {
  try {
    return await write(host, session, page);
  } catch {
    return write(host, await host.tempDir(host.env.TMPDIR ?? "/tmp", "traceinject-"), page);
  }
}

async function write(host: Host, dir: string, page: string): Promise<string> {
  const path = join(dir, pageFile);
  await host.writeFile(path, page);
  return path;
}

/** Opens a file in the user's browser; false where there is no display, or no program that could. */
export async function openInBrowser(host: Host, path: string): Promise<boolean> {
  const command = await browserCommand(host, path);
  if (!command) return false;
  const { exitCode } = await host.run(detached(command));
  return exitCode === 0;
}

/** A browser may run for as long as its window is open; nobody waits for it. */
function detached({ file, args }: Command): Command {
  return { file: "/bin/sh", args: ["-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", file, ...args] };
}

/**
 * `BROWSER` is a list of commands with colons between them, in which `%s` stands for the address; the first that is
 * there counts, as for xdg-open. Else the desktop's own way.
 */
async function browserCommand(host: Host, path: string): Promise<Command | undefined> {
  const own = (host.env.BROWSER ?? "").split(":").filter((one) => one.trim() !== "");
  const usual = host.goos === "darwin" ? "open" : "xdg-open";
  for (const one of hasDisplay(host) ? [...own, usual] : own) {
    const [name = "", ...args] = one.trim().split(/\s+/);
    const file = name.startsWith("/") ? name : await findOnPath(host, name);
    if (file === undefined) continue;
    const given = args.some((arg) => arg.includes("%s"));
    return { file, args: given ? args.map((arg) => arg.replaceAll("%s", path)) : [...args, path] };
  }
  return undefined;
}

function hasDisplay({ goos, env }: Pick<Host, "goos" | "env">): boolean {
  return goos === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
