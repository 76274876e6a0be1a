// Field numbers and values of Perfetto's protos/perfetto/trace, of the messages that are written here.

export const trace = { packet: 1 } as const;

export const packet = {
  clockSnapshot: 6,
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  defaults: 59,
  trackDescriptor: 60,
} as const;

/** The first packet of a sequence forgets what was said before; the others lean on the names and defaults said since. */
export const sequenceFlag = { cleared: 1, needsState: 2 } as const;

export const defaults = { trackEvent: 11, clock: 58 } as const;

export const clockSnapshot = { clock: 1, primaryClock: 2 } as const;
export const clock = { id: 1, timestamp: 2, isIncremental: 3 } as const;
/** Clocks by number. From 64 on they belong to one sequence. */
export const clockId = { realtime: 1, monotonic: 3, ofSequence: 64 } as const;

export const trackEvent = {
  categoryId: 3,
  type: 9,
  nameId: 10,
  track: 11,
  counterValue: 30,
  flows: 47,
  terminatingFlows: 48,
} as const;
export const eventType = { sliceBegin: 1, sliceEnd: 2, counter: 4 } as const;

export const internedData = { category: 1, eventName: 2 } as const;
/** Of categories and of names. */
export const interned = { id: 1, name: 2 } as const;

export const trackDescriptor = { id: 1, name: 2, process: 3, thread: 4, parent: 5, counter: 8 } as const;
export const processDescriptor = { pid: 1, name: 6 } as const;
export const threadDescriptor = { pid: 1, tid: 2, name: 5 } as const;
export const counterDescriptor = { unit: 3 } as const;
/** Units of counters. */
export const unit = { count: 2, bytes: 3 } as const;
