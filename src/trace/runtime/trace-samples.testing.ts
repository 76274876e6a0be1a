import {
  batch,
  event,
  logRecord,
  monotonic,
  noThread,
  record,
  stacks,
  stringRecord,
  strings,
  sync,
  trace,
} from "./trace-bytes.testing.ts";

/** Traces with something of everything, of each layout. */
export const samples: Readonly<Record<string, Uint8Array>> = {
  "go1.19": trace(
    19,
    ...[
      record("Batch", 0, 1000),
      record("GoCreate", 0, 1, 1, 0),
      record("ProcStart", 1, 7),
      record("GoStart", 1, 1, 1),
    ],
    ...[stringRecord(1, "a"), record("GoCreate", 1, 2, 2, 0), record("UserTaskCreate", 1, 5, 4, 1, 0)],
    ...[
      record("UserRegion", 1, 5, 0, 1, 0),
      record("UserRegion", 1, 0, 0, 2, 0),
      logRecord(1, 5, 1, "message"),
    ],
    ...[record("UserRegion", 1, 0, 1, 2, 0), record("GoBlock", 1, 0), record("Batch", 1, 1010)],
    ...[record("GoStart", 1, 1, 2), record("UserRegion", 1, 5, 1, 1, 0), record("UserTaskEnd", 1, 5, 0)],
    ...[record("UserRegion", 1, 5, 1, 1, 0), record("GoEnd", 1), record("Frequency", 1_000_000)],
    ...[stringRecord(2, "b"), record("Stack", 2, 1, 8, 2, 0, 1)],
  ),
  "go1.26": trace(
    26,
    sync({}, monotonic, 64_005),
    batch(
      {},
      ...[event("ProcStatus", 0, 0, 1), event("GoStatusStack", 1, 1, 7, 2, 1), event("GoCreate", 1, 2, 2, 1)],
      ...[event("UserTaskBegin", 1, 5, 4, 1, 0), event("UserRegionBegin", 1, 5, 1, 0)],
      ...[
        event("UserRegionBegin", 1, 0, 2, 0),
        event("UserLog", 1, 5, 1, 2, 0),
        event("UserRegionEnd", 1, 0, 2, 0),
      ],
      ...[event("GoBlock", 1, 0, 1), event("GoStart", 1, 2, 1), event("GoDestroy", 3), event("ProcStop", 1)],
    ),
    stacks(1, { 1: [2, 1], 2: [3] }),
    strings(1, { 1: "a", 2: "b", 3: "c" }),
    event("EndOfGeneration"),
    sync({ generation: 2, time: 1100 }, monotonic, 70_405),
    batch(
      { generation: 2, thread: 8, time: 1101 },
      ...[
        event("GoStatus", 0, 1, noThread, 1),
        event("GoStart", 1, 1, 1),
        event("UserRegionEnd", 1, 5, 9, 0),
      ],
      ...[event("UserTaskEnd", 1, 5, 0), event("UserRegionEnd", 1, 5, 9, 0), event("GoSyscallEndBlocked", 2)],
    ),
    strings(2, { 9: "a" }),
    event("EndOfGeneration"),
  ),
};
