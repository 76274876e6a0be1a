import { posix } from "node:path";
import { Node, type Project, type SourceFile, SyntaxKind } from "ts-morph";

/** Layers that a folder of src/ may import, itself always; `types:x` allows only `import type`. */
const layers: Readonly<Record<string, readonly string[]>> = {
  base: [],
  host: ["base"],
  syntax: ["base"],
  edit: ["base"],
  patch: ["edit", "syntax", "base"],
  audit: ["syntax", "base"],
  trace: ["base"],
  report: ["patch", "audit", "trace", "base"],
  export: ["trace", "base"],
  toolchain: ["patch", "edit", "host", "base"],
  app: ["toolchain", "report", "export", "audit", "trace", "patch", "edit", "syntax", "host", "base"],
  cli: [
    "app",
    "report",
    "export",
    "types:toolchain",
    "audit",
    "trace",
    "patch",
    "edit",
    "syntax",
    "host",
    "base",
  ],
  "index.ts": [
    "app",
    "report",
    "export",
    "toolchain",
    "audit",
    "trace",
    "patch",
    "edit",
    "syntax",
    "host",
    "base",
  ],
  "cli.ts": ["cli", "host", "base"],
};

/** Modules (and globals) that only the places named here may use: a file, or a folder with all below it. */
const doors: Readonly<Record<string, readonly string[]>> = {
  "web-tree-sitter": ["src/syntax/engine.ts"],
  "tree-sitter": ["src/syntax/engine.ts"],
  "tree-sitter-go": ["src/syntax/engine.ts"],
  diff: ["src/edit/unified.ts", "src/audit/binary/instruction-diff.ts"],
  "node:child_process": ["src/host/node.ts"],
  "node:fs": ["src/host/node.ts"],
  execa: ["src/host/node.ts"],
  "proper-lockfile": ["src/host/node.ts"],
  "@opentelemetry": ["src/host/span-sender.ts"],
  yaml: ["src/audit/policy-file.ts"],
  yauzl: ["src/toolchain/download/module-zip.ts"],
  yargs: ["src/cli/"],
  picocolors: ["src/cli/", "src/report/"],
  "process.exit": ["src/cli.ts"],
};

/** An import that the architecture does not allow. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly to: string;
  readonly why: string;
}

interface Arrow {
  readonly from: string;
  readonly line: number;
  /** A path below `src/` for our own modules, else the name of a package or `process.exit`. */
  readonly to: string;
  /** `import type`: nothing of it is left at run time. (Of `import { type T }` the loading is left.) */
  readonly typeOnly: boolean;
}

/** Checks the production code below `src/` of a project whose root is `root`; sorted by file and line. */
export function checkArchitecture(project: Project, root: string): Violation[] {
  const arrows = project
    .getSourceFiles()
    .map((file) => ({ file, path: posix.relative(root, file.getFilePath()) }))
    .filter(({ path }) => path.startsWith("src/") && !isTest(path))
    .sort((a, b) => compare(a.path, b.path))
    .flatMap(({ file, path }) => arrowsOf(file, path));
  const found = [...arrows.flatMap(forbidden), ...cycles(arrows)];
  return found.sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.to, b.to));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isTest = (path: string): boolean => /\.(test|testing)\.ts$|^src\/e2e\//.test(path);
const layerOf = (path: string): string => path.split("/")[1] ?? "";

function arrowsOf(file: SourceFile, from: string): Arrow[] {
  const arrow = (node: Node, specifier: string, typeOnly = false): Arrow => {
    const to = specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;
    return { from, line: node.getStartLineNumber(), to, typeOnly };
  };
  const declared = [...file.getImportDeclarations(), ...file.getExportDeclarations()].flatMap((node) => {
    const specifier = node.getModuleSpecifierValue();
    return specifier === undefined ? [] : [arrow(node, specifier, node.isTypeOnly())];
  });
  const called = file.getDescendantsOfKind(SyntaxKind.CallExpression).flatMap((node) => {
    const [specifier] = node.getArguments();
    const loads = /^(import|require(\.resolve)?)$/.test(node.getExpression().getText());
    return loads && Node.isStringLiteral(specifier) ? [arrow(node, specifier.getLiteralValue())] : [];
  });
  const types = file.getDescendantsOfKind(SyntaxKind.ImportType).flatMap((node) => {
    const specifier = /^["'](.*)["']$/.exec(node.getArgument().getText())?.[1];
    return specifier === undefined ? [] : [arrow(node, specifier, true)];
  });
  const exits = file
    .getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)
    .filter((node) => node.getText() === "process.exit")
    .map((node) => arrow(node, "process.exit"));
  return [...declared, ...called, ...types, ...exits];
}

function forbidden(arrow: Arrow): Violation[] {
  const { from, line, to } = arrow;
  const why = to.startsWith("src/") ? wrongLayer(arrow) : wrongDoor(arrow);
  return why === undefined ? [] : [{ file: from, line, to, why }];
}

function wrongLayer({ from, to, typeOnly }: Arrow): string | undefined {
  const [own, other] = [layerOf(from), layerOf(to)];
  const allowed = layers[own];
  if (isTest(to)) return "production code uses nothing of the tests";
  if (!allowed) return `${own} is in no layer: add it to the table in scripts/architecture.ts`;
  if (own === other || allowed.includes(other)) return undefined;
  if (!allowed.includes(`types:${other}`)) return `${own} must not use ${other}`;
  return typeOnly ? undefined : `${own} may use only types of ${other}`;
}

function wrongDoor({ from, to }: Arrow): string | undefined {
  const name = Object.keys(doors).find((door) => to === door || to.startsWith(`${door}/`));
  const places = name === undefined ? undefined : doors[name];
  if (!places || places.some((place) => from === place || (place.endsWith("/") && from.startsWith(place))))
    return undefined;
  return `${name} is used only in ${places.join(" and ")}`;
}

/** The arrow that closes each cycle of value imports, found from the first file in order of path. */
function cycles(arrows: readonly Arrow[]): Violation[] {
  const values = arrows.filter((arrow) => !arrow.typeOnly);
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (done.has(file)) return;
    for (const { line, to } of values.filter((arrow) => arrow.from === file)) {
      const at = path.indexOf(to);
      if (at < 0) visit(to, [...path, to]);
      else found.push({ file, line, to, why: `cycle of imports: ${[...path.slice(at), to].join(" -> ")}` });
    }
    done.add(file);
  };
  for (const { from } of values) visit(from, [from]);
  return found;
}
