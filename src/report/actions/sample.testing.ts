import { parseActionGraph } from "../../trace/actions/action-graph.ts";
import { type ActionAnalysis, analyzeActions } from "../../trace/actions/analyze.ts";
import { graphText } from "../../trace/actions/graph-builder.testing.ts";
import { type Analysis, analyze } from "../../trace/analyze.ts";
import { decodeSpanFile } from "../../trace/decode/span.ts";
import {
  anchor,
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
} from "../../trace/decode/span-builder.testing.ts";
import { measure } from "../../trace/measure.ts";
import { type Outline, outlineOf } from "../../trace/outline.ts";
import { timeline } from "../../trace/timeline.ts";

const ms = 1_000_000;

/** A build of ten packages in a row on two slots, with a hostile name, a cached package and a process of elsewhere. */
const drawing = `
  link-install cmd/game: 980 980 984 < link cmd/game
  link cmd/game:  800 800 980 < cmd/game
  cmd/game:       700 700 800 < net/http, log
  net/http:       300 302 700 < crypto/tls
  crypto/tls:     180 180 300 < os\u001b[2J
  os\u001b[2J:    120 120 180 < io/fs
  io/fs:           98  98 120 < time
  time:            80  80  98 < syscall
  syscall:         50  50  80 < runtime
  runtime:         20  20  50 < unsafe
  unsafe:           0   0  20
  log:             50  90 140 < runtime
  fmt:             20  50  52 < unsafe`.replace(/ \d+(?= )/g, (time) => ` ${Number(time) * ms}`);

function compile(path: string, from: number, to: number, frontEnd: number): Uint8Array {
  const id = `build-${path.replaceAll("/", ".")}`;
  const [start, last] = [from * ms, to * ms];
  return spanFile(
    header({ package: path, importPath: path, action: `${id}/${id}`, anchor: anchor(start) }),
    records(0, start, begin("package", path, 0), span("phase", "fe:parse", 0, frontEnd * ms)),
    records(
      0,
      start + frontEnd * ms,
      span("phase", "be:compilefuncs", 0, last - start - frontEnd * ms),
      end(0),
    ),
    exit(0, last),
  );
}

const files: Readonly<Record<string, Uint8Array>> = {
  "compile-a.span": compile("runtime", 24, 48, 8),
  "compile-b.span": compile("net/http", 310, 690, 90),
  "compile-c.span": compile("cmd/game", 702, 795, 30),
  "compile-d.span": compile("of/another/build", 100, 110, 5),
};

const spanFiles = Object.entries(files).map(([file, bytes]) => ({ file, trace: decodeSpanFile(bytes) }));

const line = () => timeline(spanFiles.map(({ file, trace }) => ({ file, trace: measure(trace) })));

/** What go did in that build. */
export function sampleActions(): ActionAnalysis {
  const graph = parseActionGraph(graphText(drawing, { fmt: { Cmd: null } }));
  const cost = {
    actionId: "build-fmt",
    running: 210 * ms,
    cpu: 300 * ms,
    session: "20260101T000000000Z-000001",
  };
  const costs = new Map([[cost.actionId, cost]]);
  return analyzeActions(graph, line(), { top: 3, slots: 2, costs });
}

/** All of that build, with the outlines of its processes in their order. */
export function sampleBuild(): { readonly analysis: Analysis; readonly outlines: readonly Outline[] } {
  const analysis = { ...analyze(line()), actions: sampleActions() };
  const traces = new Map(spanFiles.map(({ file, trace }) => [file, trace]));
  return { analysis, outlines: analysis.processes.map(({ file }) => outlineOf(traces.get(file)!)) };
}
