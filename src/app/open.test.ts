import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { keepPage, openInBrowser } from "./open.ts";

const programs = { "/bin/xdg-open": "", "/bin/firefox": "" };

/** A machine on which programs end well without doing anything. */
function machine(env: Readonly<Record<string, string>>): MemoryHost {
  const host = new MemoryHost(programs, { env: { PATH: "/bin", ...env }, answer: () => ({}) });
  for (const path of Object.keys(programs)) void host.chmod(path, 0o755);
  return host;
}

/** The command that the shell was told to leave behind. */
async function opened(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const host = machine(env);
  const isOpen = await openInBrowser(host, "/s/report.html");
  expect(host.ran.length).toBe(isOpen ? 1 : 0);
  return host.ran.flatMap(({ args }) => args.slice(3));
}

it("opens a page with the browser that the user names, else with the desktop's own way", async () => {
  expect(await opened({ DISPLAY: ":0" })).toEqual(["/bin/xdg-open", "/s/report.html"]);
  expect(await opened({ DISPLAY: ":0", BROWSER: "gone:firefox --new-tab %s" })).toEqual([
    "/bin/firefox",
    "--new-tab",
    "/s/report.html",
  ]);
  expect(await opened({ WAYLAND_DISPLAY: "w", BROWSER: "gone" })).toEqual([
    "/bin/xdg-open",
    "/s/report.html",
  ]);
});

it("does nothing where there is no display, unless the user names a browser that needs none", async () => {
  expect(await opened({})).toEqual([]);
  expect(await opened({ BROWSER: "firefox" })).toEqual(["/bin/firefox", "/s/report.html"]);
});

it("keeps the page with the session, or in a temporary folder where that cannot be written to", async () => {
  const host = machine({});
  expect(await keepPage(host, "/s", "<html>")).toBe("/s/report.html");
  expect(await host.readFile("/s/report.html")).toBe("<html>");
  const { writeFile } = host;
  host.writeFile = async (path, ...rest) => {
    if (path.startsWith("/s/")) throw Object.assign(new Error("EROFS"), { code: "EROFS" });
    return writeFile.call(host, path, ...rest);
  };
  expect(await keepPage(host, "/s", "<html>")).toMatch(/^\/tmp\/traceinject-.*\/report\.html$/);
});
