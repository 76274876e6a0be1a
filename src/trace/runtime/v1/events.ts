/** Numbers of events in execution traces before go1.22. */
export const eventNumber = {
  Batch: 1,
  Frequency: 2,
  Stack: 3,
  ProcStart: 5,
  ProcStop: 6,
  GoCreate: 13,
  GoStart: 14,
  GoEnd: 15,
  GoStop: 16,
  GoSched: 17,
  GoPreempt: 18,
  GoSleep: 19,
  GoBlock: 20,
  GoBlockSend: 22,
  GoBlockRecv: 23,
  GoBlockSelect: 24,
  GoBlockSync: 25,
  GoBlockCond: 26,
  GoBlockNet: 27,
  GoSysBlock: 30,
  TimerGoroutine: 35,
  String: 37,
  GoStartLocal: 38,
  GoStartLabel: 41,
  GoBlockGC: 42,
  UserTaskCreate: 45,
  UserTaskEnd: 46,
  UserRegion: 47,
  UserLog: 48,
  CPUSample: 49,
} as const;

/** The goroutine of the P no longer runs, and another may start. */
export const stops: ReadonlySet<number> = new Set([
  ...[eventNumber.GoEnd, eventNumber.GoStop, eventNumber.GoSched, eventNumber.GoPreempt, eventNumber.GoSleep],
  ...[eventNumber.GoBlock, eventNumber.GoBlockSend, eventNumber.GoBlockRecv, eventNumber.GoBlockSelect],
  ...[eventNumber.GoBlockSync, eventNumber.GoBlockCond, eventNumber.GoBlockNet, eventNumber.GoBlockGC],
  eventNumber.GoSysBlock,
]);

/** How many numbers an event has at least; those that are not read need no entry. */
export const fewestNumbers: ReadonlyMap<number, number> = new Map([
  ...[[eventNumber.Batch, 2] as const, [eventNumber.Frequency, 1] as const, [eventNumber.Stack, 2] as const],
  ...[[eventNumber.GoCreate, 3] as const, [eventNumber.GoStart, 2] as const],
  ...[[eventNumber.GoStartLocal, 2] as const, [eventNumber.GoStartLabel, 2] as const],
  ...[[eventNumber.UserTaskCreate, 4] as const, [eventNumber.UserTaskEnd, 2] as const],
  ...[[eventNumber.UserRegion, 4] as const, [eventNumber.UserLog, 3] as const],
]);

/** Events have numbers from 1 to this one. */
export const lastEvent = eventNumber.CPUSample;

/** Those without a time. */
export const untimed: ReadonlySet<number> = new Set([
  ...[
    eventNumber.Batch,
    eventNumber.Frequency,
    eventNumber.Stack,
    eventNumber.TimerGoroutine,
    eventNumber.String,
  ],
]);
