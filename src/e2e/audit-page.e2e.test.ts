import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { nodeHost } from "../host/node.ts";
import { renderHtml } from "../report/audit/html.ts";
import { failingReport } from "../report/audit/sample.testing.ts";
import { findOnPath } from "../toolchain/go-command.ts";

const host = nodeHost();
const chromium = await findOnPath(host, "chromium");
const missing = chromium ? "" : " (skipped: there is no chromium on PATH)";
const scratch = mkdtempSync(join(tmpdir(), "traceinject-page-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The page as a browser has it when it is at rest, and what stood on the browser's console. */
async function browse(page: string, hash = ""): Promise<{ dom: string; console: string[] }> {
  const file = join(scratch, "audit.html");
  writeFileSync(file, page);
  const { stdout, stderr } = await host.run({
    file: chromium!,
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${join(scratch, "profile")}`],
      ...["--enable-logging=stderr", "--dump-dom", `${pathToFileURL(file)}${hash}`],
    ],
    env: host.env,
    cwd: scratch,
  });
  return { dom: stdout, console: stderr.split("\n").filter((line) => line.includes(":CONSOLE:")) };
}

const page = renderHtml(failingReport);
const details = (dom: string, i: number): string =>
  new RegExp(`<details id="function-${i}"[^>]*>`).exec(dom)![0];

test.skipIf(missing !== "")(`a browser unfolds the function that the address names${missing}`, async () => {
  const { dom, console } = await browse(page, "#function-2");
  expect(console).toEqual([]);
  expect(details(dom, 2)).toContain("open");
  expect(details(dom, 1)).not.toContain("open");
  expect(details(dom, 6), "what nobody planned is open from the start").toContain("open");
});

test.skipIf(missing !== "")(
  `a browser filters functions, findings and checks by words${missing}`,
  async () => {
    const typed = `const box = document.querySelector("#filter");
box.value = "ssagen compile";
box.dispatchEvent(new Event("input"));`;
    const { dom, console } = await browse(page.replace("</body>", `<script>${typed}</script></body>`));
    expect(console).toEqual([]);
    expect(details(dom, 1)).toContain("hidden");
    expect(details(dom, 3)).not.toContain("hidden");
    expect(dom).toMatch(/<output[^>]*>\d+ of \d+ entries<\/output>/);
  },
);

test.skipIf(missing !== "")(
  `a browser shows names as they are, and runs nothing in them${missing}`,
  async () => {
    const name = `main.F[<img src=x onerror="console.log(1)">]`;
    const findings = [{ check: "frame-size", subject: name, message: "<script>console.log(2)</script>" }];
    const { dom, console } = await browse(renderHtml({ ...failingReport, findings }));
    expect(console).toEqual([]);
    expect(dom).toContain("main.F[&lt;img src=x onerror=");
    expect(dom).not.toContain("<img");
  },
);
