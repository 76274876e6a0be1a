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

const { GoBlock, GoBlockCond, GoBlockGC, GoBlockNet, GoBlockRecv, GoBlockSelect, GoBlockSend, GoBlockSync } =
  eventNumber;
const { GoEnd, GoPreempt, GoSched, GoSleep, GoStop, GoSysBlock } = eventNumber;

/** After these the goroutine of the P no longer runs, and another may start. */
export const stops: ReadonlySet<number> = new Set([
  ...[GoBlock, GoBlockCond, GoBlockGC, GoBlockNet, GoBlockRecv, GoBlockSelect, GoBlockSend, GoBlockSync],
  ...[GoEnd, GoPreempt, GoSched, GoSleep, GoStop, GoSysBlock],
]);

/** How many numbers an event has at least, where it is more than one and they are read. */
export const fewestNumbers: Readonly<Record<number, number>> = {
  [eventNumber.Batch]: 2,
  [eventNumber.Stack]: 2,
  [eventNumber.GoCreate]: 3,
  [eventNumber.GoStart]: 2,
  [eventNumber.GoStartLocal]: 2,
  [eventNumber.GoStartLabel]: 2,
  [eventNumber.UserTaskCreate]: 4,
  [eventNumber.UserTaskEnd]: 2,
  [eventNumber.UserRegion]: 4,
  [eventNumber.UserLog]: 3,
};

/** Events have numbers from 1 to this one. */
export const lastEvent = eventNumber.CPUSample;

const { Batch, Frequency, Stack, TimerGoroutine } = eventNumber;

/** Those without a time. */
export const untimed: ReadonlySet<number> = new Set([
  Batch,
  Frequency,
  Stack,
  eventNumber.String,
  TimerGoroutine,
]);
