import { basename } from "node:path";
import { type GoRunner, runGo } from "./assembly.ts";

/** What go vet says of a package's assembly after a patch, and did not say before. */
export interface VetReport {
  /** As a user would type it. */
  readonly command: string;
  /** How many packages it looked at. */
  readonly packages: number;
  readonly problems: readonly VetProblem[];
}

export interface VetProblem {
  /** The package. */
  readonly subject: string;
  readonly message: string;
  /** By path below GOROOT/src; 1-based. */
  readonly place?: { readonly file: string; readonly line: number };
}

const analyzers = ["-asmdecl", "-framepointer"];

/**
 * Asks go vet whether the assembly of some packages fits its Go declarations, sorted by package and place. Throws
 * `go-command-failed`. Costs nothing for no packages.
 */
export async function vetAssembly(go: GoRunner, packages: readonly string[]): Promise<VetProblem[]> {
  if (packages.length === 0) return [];
  const { stdout, stderr } = await runGo(go, ["vet", "-json"], [...analyzers, ...packages]);
  return parseVet(stdout + stderr);
}

/** What `patched` has and `stock` has not: go vet has something to say of pristine sources, too. */
export function vetReport(
  packages: readonly string[],
  stock: readonly VetProblem[],
  patched: readonly VetProblem[],
): VetReport {
  const textOf = ({ subject, message, place }: VetProblem): string => `${subject} ${place?.file} ${message}`;
  const known = new Set(stock.map(textOf));
  return {
    command: ["go vet", ...analyzers, ...packages].join(" "),
    packages: packages.length,
    problems: patched.filter((problem) => !known.has(textOf(problem))),
  };
}

/** One package: diagnostics by analyzer, or why an analyzer could not look. */
type PackageAnswer = Readonly<Record<string, readonly Diagnostic[] | { readonly error: string }>>;

interface Diagnostic {
  readonly posn: string;
  readonly message: string;
}

/**
 * Reads `go vet -json`: a JSON object for each package, one after the other, with `# package` lines among them (on
 * stderr before go1.24). Sorted by package and place.
 */
export function parseVet(text: string): VetProblem[] {
  const objects = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .split(/(?<=^\{?\}\n)/m)
    .filter((object) => object.trim() !== "")
    .map((object) => JSON.parse(object) as Readonly<Record<string, PackageAnswer>>);
  return objects
    .flatMap((object) => Object.entries(object).flatMap(([name, answer]) => problemsOf(name, answer)))
    .sort((a, b) => compare(a.subject, b.subject) || comparePlaces(a, b));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePlaces = (a: VetProblem, b: VetProblem): number =>
  compare(a.place?.file ?? "", b.place?.file ?? "") || (a.place?.line ?? 0) - (b.place?.line ?? 0);

/** `name` is `p`, or `p [p.test]` where its tests were compiled in. */
function problemsOf(name: string, answer: PackageAnswer): VetProblem[] {
  const subject = name.replace(/ \[.*\]$/, "");
  return Object.entries(answer).flatMap(([analyzer, said]): VetProblem[] =>
    "error" in said
      ? [{ subject, message: `${analyzer} could not look at it: ${said.error}` }]
      : (said as readonly Diagnostic[]).map(({ posn, message }) => ({
          subject,
          message,
          ...placeOf(subject, posn),
        })),
  );
}

/** Without the folder: the answer may be an older one, from go's cache, of the same sources in another GOROOT. */
function placeOf(path: string, posn: string): Pick<VetProblem, "place"> {
  const [, file = "", line] = /^(.*?):(\d+)(?::\d+)?$/.exec(posn) ?? [];
  return line === undefined ? {} : { place: { file: `${path}/${basename(file)}`, line: Number(line) } };
}
