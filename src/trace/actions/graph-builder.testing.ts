/** The wall clock of the graphs' zero: that of the span files which span-builder.testing.ts writes. */
export const wallZero = 1_700_000_000_000_000_000n;

/**
 * What `go build -debug-actiongraph` would write of these actions, one a line, the root first:
 * `link app: 30 31 40 < app, lib` is the action of the mode `link` for the package `app`, which was ready at 30 ns,
 * started at 31, was done at 40, and depends on two more. Without a mode it is a `build`; without times it never ran.
 * A build or link has the action id `<mode>-<package>` (`.` for `/`, which ends an id), a result and one command;
 * `changes` says, by name, what is else.
 */
export function graphText(drawing: string, changes: Readonly<Record<string, object>> = {}): string {
  const lines = drawing.split("\n").flatMap((line) => (line.trim() === "" ? [] : [readLine(line)]));
  const ids = new Map(lines.map(({ name }, id) => [name, id]));
  const json = lines.map(({ name, mode, path, times, deps }, ID) => ({
    ...{ ID, Mode: mode, Package: path, Deps: deps.map((dep) => ids.get(dep)) },
    ...{ Priority: lines.length - 1 - ID, NeedBuild: mode === "build" },
    ...(/^(build|link)$/.test(mode) && {
      ActionID: actionId(mode, path),
      BuildID: `${actionId(mode, path)}/result`,
    }),
    ...{ TimeReady: instant(times[0]), TimeStart: instant(times[1]), TimeDone: instant(times[2]) },
    Cmd: /^(build|link)$/.test(mode) ? [`${mode} ${path}`] : null,
    ...changes[name],
  }));
  return JSON.stringify(json);
}

function actionId(mode: string, path: string): string {
  return `${mode}-${path.replaceAll("/", ".")}`;
}

/** A time of the drawing as Go writes it. */
export function instant(time: number | undefined): string {
  if (time === undefined) return "0001-01-01T00:00:00Z";
  const nanoseconds = wallZero + BigInt(time);
  const second = new Date(Number(nanoseconds / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${second}.${String(nanoseconds % 1_000_000_000n).padStart(9, "0")}Z`;
}

interface Line {
  readonly name: string;
  readonly mode: string;
  readonly path: string;
  readonly times: readonly number[];
  readonly deps: readonly string[];
}

function readLine(line: string): Line {
  const [head = "", tail = ""] = line.split(":");
  const [times = "", deps = ""] = tail.split("<");
  const name = head.trim();
  const words = name.split(" ");
  return {
    name,
    mode: words.slice(0, -1).join(" ") || "build",
    path: words.at(-1)!,
    times: times.trim() === "" ? [] : times.trim().split(/ +/).map(Number),
    deps: deps.trim() === "" ? [] : deps.split(",").map((dep) => dep.trim()),
  };
}
