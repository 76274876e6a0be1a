import { expect, it } from "vitest";
import { decodeSpanFile } from "../decode/span.ts";
import { anchor, begin, end, exit, header, records, span, spanFile } from "../decode/span-builder.testing.ts";
import { measure } from "../measure.ts";
import { timeline } from "../timeline.ts";
import { parseActionGraph } from "./action-graph.ts";
import { criticalPath } from "./critical-path.ts";
import { graphText } from "./graph-builder.testing.ts";
import { joinProcesses } from "./join.ts";

const text = graphText("app: 100 103 200 < lib, os\n lib: 0 0 40\n os: 0 0 100");

/** A compile of `app` from 120 to 190 with phases, and an assembler that runs from 110 to 130. */
const traces = [
  spanFile(
    header({ package: "app", importPath: "app", action: "build-app/build-app", anchor: anchor(120) }),
    records(0, 120, begin("package", "app", 0), span("phase", "fe:parse", 5, 10)),
    records(0, 140, span("phase", "be:compilefuncs", 0, 30), span("phase", "fe:parse", 0, 15), end(0)),
    exit(0, 190),
  ),
  spanFile(header({ tool: "asm", package: "app", importPath: "app", anchor: anchor(110) }), exit(0, 130)),
].map((bytes, index) => ({ file: `${index}.span`, trace: measure(decodeSpanFile(bytes)) }));

it("shows the phases of the processes inside each action of the path, and what is left of it", () => {
  const { length, elements, slack } = criticalPath(joinProcesses(parseActionGraph(text), timeline(traces)));
  expect([length, slack]).toEqual([197, [0, 60, 0]]);
  expect(elements).toEqual([
    {
      ...{ action: 2, mode: "build", package: "os", outcome: "ran" },
      ...{ start: -110, forSlot: 0, running: 100, untraced: 100, processes: [] },
    },
    {
      ...{ action: 0, mode: "build", package: "app", outcome: "ran" },
      ...{ start: -7, forSlot: 3, running: 97, untraced: 17 },
      processes: [
        { file: "1.span", tool: "asm", time: 20, phases: [] },
        {
          ...{ file: "0.span", tool: "compile", time: 70 },
          phases: [
            { name: "be:compilefuncs", time: 30, count: 1, summed: 0 },
            { name: "fe:parse", time: 25, count: 2, summed: 0 },
          ],
        },
      ],
    },
  ]);
});
