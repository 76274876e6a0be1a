import type { ExamineOptions, Reports } from "../../app/build-examined.ts";
import { packageVersion } from "../../host/package.ts";
import { type Context, command } from "../command.ts";
import { jsonOption, toolchainOptions } from "../options.ts";
import { json } from "../print.ts";

export const build = command({
  usage: "build",
  summary: "Build the instrumented toolchain of a Go release",
  description: `The Go that is instrumented stays as it is; the result is a complete GOROOT of its own below
$XDG_CACHE_HOME/traceinject (default ~/.cache/traceinject). Prints its folder. With nothing changed since the last
time it is only looked up. With --audit or --prove it is published only if nothing is found, and one that was published
before is withdrawn if something is; the reports go to stderr.`,
  examples: [
    ["build", "Instrument the Go on PATH"],
    ["build --go go1.24.3", "A release: found on this machine, or downloaded"],
    ["build --goroot /usr/lib/go-1.19", "A Go distribution in a folder"],
    [
      "build --from go1.24.3.linux-amd64.tar.gz --sha256 3333f6ea…",
      "An archive of go.dev, compared with its checksum",
    ],
    ["build --patches ./my-patches", "With patches of your own"],
    ["build --full", "The go command, gofmt and every tool, too, made by the patched compiler"],
    ["build --audit --prove", "Only if it differs from stock just where planned, and makes the same bytes"],
  ],
  options: {
    ...toolchainOptions,
    full: { type: "boolean", default: false, describe: "Build all of Go by its make.bash: minutes" },
    force: { type: "boolean", default: false, describe: "Build also if the toolchain is there" },
    audit: { type: "boolean", default: false, describe: "Audit it before it is published" },
    prove: { type: "boolean", default: false, describe: "Audit it, and prove it on std and cmd" },
    ...jsonOption,
  },
  async run(args, context) {
    if (args.audit || args.prove) return runExamined(args, context);
    const { host, io, progress } = context;
    const { build } = await import("../../app/build.ts");
    const toolchain = await build(host, args, progress);
    progress.clear();
    io.stdout(args.json ? json(toolchain) : `${toolchain.goroot}\n`);
    return 0;
  },
});

async function runExamined(
  args: ExamineOptions & { readonly json: boolean },
  { host, io, progress }: Context,
): Promise<number> {
  const { buildExamined } = await import("../../app/build-examined.ts");
  const examined = await buildExamined(host, args, progress);
  progress.clear();
  const { kind, reports } = examined;
  if (reports && !args.json) io.stderr(await reportText(reports, io.columns));
  if (args.json) io.stdout(json(examined));
  else if (kind === "published") io.stdout(`${examined.toolchain.goroot}\n`);
  else io.stderr(refusal(examined));
  return kind === "published" ? 0 : 1;
}

/** So that nobody goes on with what an earlier build left. */
function refusal({ withdrew }: { readonly withdrew: boolean }): string {
  const before = withdrew ? "; the toolchain that was published of the same patches before is withdrawn" : "";
  return `Nothing is published${before}.\n`;
}

async function reportText({ audit, proof }: Reports, width: number): Promise<string> {
  const { renderText: renderAudit } = await import("../../report/audit/text.ts");
  const { renderProofText } = await import("../../report/proof/text.ts");
  const options = { top: 20, width, colour: false, version: packageVersion };
  return renderAudit(audit, options) + (proof ? `\n${renderProofText(proof, options)}` : "");
}
