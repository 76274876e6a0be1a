import { recorded } from "../trace/decode/event-builder.testing.ts";
import {
  anchor,
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
  work,
} from "../trace/decode/span-builder.testing.ts";
import { collect, sessionOf } from "./session.testing.ts";
import type { ExportChoice, Exporter } from "./session.ts";

/** A session of these files, exported as text. */
export async function textOf(
  write: Exporter,
  files: readonly Uint8Array[],
  level: ExportChoice["level"] = "pass",
): Promise<string> {
  const session = sessionOf(Object.fromEntries(files.entries()));
  return Buffer.from(await collect(write(session, { level }))).toString();
}

/** A compile that runs from 0 to 100, and after 50 a linker with the same pid that is killed at 80. */
export const small: readonly Uint8Array[] = [
  spanFile(
    header({ pid: 7, importPath: "example.com/lib" }),
    records(
      0,
      1000,
      ...[begin("package", "example.com/lib", 0), begin("phase", "fe:parse", 10)],
      ...[end(20), recorded("Memory", 0, { phase: "fe:parse", heapInUse: 4096 })],
      ...[begin("phase", "be:compile", 0), work("walk", "lib.F", 5, 5), end(40)],
    ),
    records(1000, 1012, span("file", "a.go", 0, 15)),
    records(
      1,
      1042,
      ...[begin("function", "lib.F", 0), span("pass", "opt", 3, 4), span("pass", "opt", 0, 6), end(7)],
    ),
    records(0, 1095, end(5)),
    exit(0, 1100),
  ),
  spanFile(
    header({ tool: "link", package: "main", importPath: undefined, pid: 7, anchor: anchor(1050) }),
    records(0, 1050, begin("package", "main", 0), begin("phase", "loadlib", 10), span("file", "x", 5, 15)),
  ),
];

/** Names that no format is made for. */
export const evil = [
  `quote " comma , semicolon ; back\\slash`,
  "line\nend\r\ncontrol \u0000\u001b[2J tab\t",
  "</script><img src=x onerror=alert(1)>",
  "=1+1",
  "",
  "żółć 🦫",
  "x".repeat(8192),
];

/** A compile of a package with a lone surrogate, whose phases have the names above. */
export const hostile: Uint8Array = spanFile(
  header({ importPath: 'p "\ud800;,' }),
  records(0, 1000, ...evil.map((name) => span("phase", name, 1, 10))),
  exit(2, 1100),
);

/** A lane of that many spans, each within the one before. */
export function deep(depth: number): Uint8Array {
  const within = Array.from({ length: depth }, (_, i) => begin("phase", `d${i}`, 1));
  return spanFile(header(), records(0, 1000, ...within), exit(0, 1000 + 2 * depth));
}
