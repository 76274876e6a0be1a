import { expect, it } from "vitest";
import { recorded } from "../../trace/decode/event-builder.testing.ts";
import * as build from "../../trace/decode/span-builder.testing.ts";
import type { Level } from "../../trace/event-type.ts";
import { collect, sessionOf } from "../session.testing.ts";
import { exportPprof } from "./pprof.ts";
import { type ReadProfile, readProfile } from "./profile.testing.ts";

const { begin, end, exit, header, records, span, spanFile, work } = build;

async function profileOf(
  files: Readonly<Record<string, Uint8Array>>,
  level: Level = "pass",
): Promise<ReadProfile> {
  return readProfile(await collect(exportPprof(sessionOf(files), { level })));
}

/** Main waits in `be:compile` from 30 to 70; the workers are busy from 30 to 60 and from 40 to 70. */
const lib = spanFile(
  header({ package: "lib", importPath: "lib [lib.test]" }),
  records(
    0,
    1000,
    ...[begin("package", "lib", 0), begin("phase", "fe:escapes", 2), work("escape", "lib.F", 1, 4), end(3)],
    recorded("Memory", 0, { phase: "fe:escapes", allocatedBytes: 500, allocatedObjects: 5 }),
    begin("phase", "be:compile", 10),
  ),
  records(
    1,
    1030,
    ...[
      begin("function", "lib.F", 0),
      begin("step", "passes", 5),
      span("pass", "opt", 1, 20),
      end(1),
      end(3),
    ],
  ),
  records(2, 1040, span("function", "lib.G", 0, 30)),
  records(
    0,
    1075,
    ...[recorded("Memory", 0, { phase: "be:compile", allocatedBytes: 800, allocatedObjects: 6 }), end(0)],
    end(5),
  ),
  exit(0, 1090),
);

it("gives each stack its own time, spans and allocations, with labels", async () => {
  expect(await profileOf({ "lib.span": lib }, "function")).toEqual({
    types: ["spans/count", "wall/nanoseconds", "alloc_space/bytes", "alloc_objects/count"],
    defaultType: "wall",
    time: 1_700_000_000_000_001_000,
    duration: 90,
    totals: [7, 100, 800, 6],
    samples: [
      "compile lib [lib.test] 1 17 0 0 package=lib [lib.test]",
      "compile lib [lib.test];fe:escapes 1 4 500 5 package=lib [lib.test] phase=fe:escapes",
      "compile lib [lib.test];fe:escapes;escape;lib.F 1 4 0 0 package=lib [lib.test] phase=fe:escapes function=lib.F",
      "compile lib [lib.test];be:compile 1 15 300 1 package=lib [lib.test] phase=be:compile",
      "compile lib [lib.test];be:compile;lib.F 1 8 0 0 package=lib [lib.test] phase=be:compile function=lib.F",
      "compile lib [lib.test];be:compile;lib.F;passes 1 22 0 0 package=lib [lib.test] phase=be:compile function=lib.F",
      "compile lib [lib.test];be:compile;lib.G 1 30 0 0 package=lib [lib.test] phase=be:compile function=lib.G",
    ],
  });
});

it("leaves out the names of functions where passes are written, and keeps the time", async () => {
  const { samples } = await profileOf({ "lib.span": lib }, "pass");
  expect(samples.map((sample) => sample.replaceAll(" [lib.test]", "").replace(/ package.*/, ""))).toEqual([
    "compile lib 1 17 0 0",
    "compile lib;fe:escapes 1 4 500 5",
    "compile lib;fe:escapes;escape 1 4 0 0",
    "compile lib;be:compile 3 53 300 1",
    "compile lib;be:compile;passes 1 2 0 0",
    "compile lib;be:compile;passes;opt 1 20 0 0",
  ]);
  expect(samples.at(-1)).toMatch(/ phase=be:compile pass=opt$/);
});

it("counts main's waiting where the workers are not written", async () => {
  const { samples } = await profileOf({ "lib.span": lib }, "phase");
  expect(samples.map((sample) => sample.split(" ")[4])).toEqual(["17", "8", "55"]);
  const whole = await profileOf({ "lib.span": lib }, "package");
  expect(whole.samples).toEqual(["compile lib [lib.test] 1 80 0 0 package=lib [lib.test]"]);
});

it("hangs what begins in no phase below the process", async () => {
  const orphans = spanFile(
    header(),
    records(0, 1010, span("phase", "p", 0, 10)),
    records(1, 1000, span("function", "early", 0, 2), span("function", "late", 18, 5)),
    records(2, 1019, span("function", "within", 0, 9)),
  );
  const { samples } = await profileOf({ "lib.span": orphans }, "function");
  expect(samples.map((sample) => sample.split(" 0 0")[0])).toEqual([
    ...["compile lib;p 1 9", "compile lib;p;within 1 9"],
    ...["compile lib;early 1 2", "compile lib;late 1 5"],
  ]);
});

it("takes names of any kind, and allocations that go back", async () => {
  const odd = spanFile(
    header({ package: "lone \ud800" }),
    records(
      0,
      1000,
      ...[begin("phase", "", 0), recorded("Memory", 0, { phase: "", allocatedBytes: 9 }), end(1)],
      ...[
        begin("phase", "\u0000;\n", 0),
        recorded("Memory", 0, { phase: "\u0000;\n", allocatedBytes: 4 }),
        end(1),
      ],
    ),
  );
  const { samples } = await profileOf({ "a.span": odd });
  expect(samples).toEqual([
    "compile lone \ufffd;? 1 1 9 0 package=lone \ufffd phase=?",
    "compile lone \ufffd;\u0000;\n 1 1 0 0 package=lone \ufffd phase=\u0000;\n",
  ]);
});

it("gives the same bytes again, and an error of the session to the reader", async () => {
  const session = sessionOf({ "lib.span": lib });
  const [once, again] = [
    await collect(exportPprof(session, { level: "pass" })),
    await collect(exportPprof(session, { level: "pass" })),
  ];
  expect(Buffer.compare(once, again)).toBe(0);
  const broken = { ...session, read: () => Promise.reject(new Error("gone")) };
  await expect(collect(exportPprof(broken, { level: "pass" }))).rejects.toThrow("gone");
});
