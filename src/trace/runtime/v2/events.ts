/** Numbers of events in execution traces since go1.22; later versions only add some. */
export const eventNumber = {
  EventBatch: 1,
  Stacks: 2,
  Stack: 3,
  Strings: 4,
  String: 5,
  CPUSamples: 6,
  Frequency: 8,
  ProcStart: 10,
  ProcStop: 11,
  ProcStatus: 13,
  GoCreate: 14,
  GoCreateSyscall: 15,
  GoStart: 16,
  GoDestroy: 17,
  GoDestroySyscall: 18,
  GoStop: 19,
  GoBlock: 20,
  GoSyscallEndBlocked: 24,
  GoStatus: 25,
  UserTaskBegin: 40,
  UserTaskEnd: 41,
  UserRegionBegin: 42,
  UserRegionEnd: 43,
  UserLog: 44,
  GoSwitch: 45,
  GoSwitchDestroy: 46,
  GoCreateBlocked: 47,
  GoStatusStack: 48,
  ExperimentalBatch: 49,
  Sync: 50,
  ClockSnapshot: 51,
  EndOfGeneration: 52,
} as const;

/** How many numbers an event has, its time included, by its own number; 0 for what is no event that has a time. */
export const numbersOf: Readonly<Uint8Array> = countsFrom({
  9: "3314342311334311431232223221222534453345", // ProcsChange to GoStatusStack
  128: "442332333", // those of the experiment AllocFree
});

function countsFrom(digits: Readonly<Record<number, string>>): Uint8Array {
  const counts = new Uint8Array(256);
  for (const [first, counted] of Object.entries(digits)) counts.set([...counted].map(Number), Number(first));
  return counts;
}
