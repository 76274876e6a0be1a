import { recorded } from "../trace/decode/event-builder.testing.ts";
import {
  anchor,
  type Bytes,
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
  string,
  work,
} from "../trace/decode/span-builder.testing.ts";

const ms = 1_000_000;
const [slots, functions, passes] = [8, 40, 24];

/** Every twentieth name is made to break a page. */
export function packageName(i: number): string {
  return i % 20 === 7
    ? `example.com/p${i}/</script><img src=x onerror="alert(1)">'\u2028&amp;`
    : `example.com/group${i % 30}/p${i}`;
}

/** The span files of a build of so many packages, eight at a time: each has about a thousand spans. */
export function* largeBuild(packages: number): Generator<readonly [name: string, bytes: Uint8Array]> {
  for (let i = 0; i < packages; i++) yield [`compile-p${i}-${i + 1}-1.span`, compile(i)];
}

/** A front end of 20 ms and more, then 20 functions on each of two workers. */
function compile(i: number): Uint8Array {
  const start = 1000 * ms + Math.floor(i / slots) * 70 * ms + (i % slots) * ms;
  const [parse, perPass] = [(20 + (i % 13)) * ms, 10_000 + 500 * (i % 50)];
  const backEnd = (functions / 2) * (passes * perPass + 2000);
  const head = header({ package: `p${i}`, importPath: packageName(i), pid: i + 1, anchor: anchor(start) });
  const main = records(
    0,
    start,
    recorded("CompileStart", 0),
    ...frontEnd(i, parse),
    ...lastPhase(i, backEnd),
  );
  const workers = [1, 2].map((lane) => worker(lane, start + ms + parse, perPass, i));
  return spanFile(head, main, ...workers, exit(i === 500 ? 2 : 0, start + 2 * ms + parse + backEnd));
}

/** From 1 ms on. */
function frontEnd(i: number, time: number): Bytes[] {
  return [
    begin("phase", "fe:parse", ms),
    begin("part", "typecheck", 0),
    span("import", packageName(i % 100), 0, ms),
    end(time - 2 * ms),
    ...(["ParseComplete", "TypeCheckEnd"] as const).map((event) => recorded(event, 0)),
    work("inline", `p${i}.F0`, 0, ms),
    recorded("Memory", 0, memory(i)),
    end(0),
  ];
}

/** With a last millisecond that is in no phase. */
function lastPhase(i: number, time: number): Bytes[] {
  return [
    begin("phase", "be:compilefuncs", 0),
    end(time),
    ...(["SSAGenComplete", "CodeGenComplete"] as const).map((event) => recorded(event, 0)),
    recorded("CompileEnd", ms, { peakRss: 50e6 + i }),
  ];
}

function memory(i: number) {
  return { phase: "fe:parse", heapInUse: 4e6 + i, allocatedBytes: 8e6 + i, gcCycles: i % 3 };
}

function worker(lane: number, base: number, perPass: number, i: number): number[] {
  const names = Array.from({ length: passes }, (_, pass) => string(`pass ${pass}`));
  const done: Bytes = Array.from({ length: passes }, (_, pass) => span("pass", pass + 1, 0, perPass)).flat();
  const compiled = Array.from({ length: functions / 2 }, (_, f) => [
    ...[begin("function", `p${i}.F${2 * f + lane - 1}`, 1000), begin("step", "passes", 0), done],
    ...[end(500), end(500)],
  ]);
  return records(lane, base, ...names, ...compiled.flat());
}
