import { parseActionGraph } from "../trace/actions/action-graph.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { anchor, exit, header, records, span, spanFile } from "../trace/decode/span-builder.testing.ts";
import { sessionOf } from "./session.testing.ts";
import type { ExportSession } from "./session.ts";

/** The compile of `lib` from 0 to 20, and those of `main` and `tool`, which waited for it, from 160 and 161 on. */
export function waitingBuild(): ExportSession {
  const action = (name: string, start: number): Uint8Array =>
    spanFile(
      header({ package: name, action: `build-${name}/result`, anchor: anchor(1000 + start) }),
      records(0, 1000 + start, span("package", name, 0, 10)),
      exit(0, 1020 + start),
    );
  const files = { "a.span": action("lib", 0), "b.span": action("main", 160), "c.span": action("tool", 161) };
  const drawing = `
    main: 150 151 220 < lib
    tool: 150 152 200 < lib
    lib: 0 0 150`;
  return { ...sessionOf(files), graph: parseActionGraph(graphText(drawing)) };
}
