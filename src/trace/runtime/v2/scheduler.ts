import type { TraceBuilder } from "../builder.ts";
import { eventNumber } from "./events.ts";

/** What runs on a thread (M), as far as its own events say. */
export interface Thread {
  /** Id of the goroutine; 0 for none, or where no event has said it yet. */
  goroutine: number;
  /** Whether an event has said whether there is a goroutine. */
  known: boolean;
  /** Id of the P; -1 for none. */
  proc: number;
}

/** A goroutine, by its row, whose function is the outermost one of a stack of this generation. */
export interface Beginning {
  readonly goroutine: number;
  readonly stack: number;
}

const status = { procRunning: 1, goRunning: 2, goSyscall: 3 } as const;

/** Follows which goroutine and which P is on which thread, through all generations. */
export class Scheduler {
  private readonly threads = new Map<number, Thread>();
  private beginnings: Beginning[] = [];

  constructor(private readonly trace: TraceBuilder) {}

  thread(id: number): Thread {
    const known = this.threads.get(id);
    if (known) return known;
    const thread = { goroutine: 0, known: false, proc: -1 };
    this.threads.set(id, thread);
    return thread;
  }

  /** Those that were found since the last call. */
  takeBeginnings(): readonly Beginning[] {
    const taken = this.beginnings;
    this.beginnings = [];
    return taken;
  }

  /** Takes an event of a thread; `a` to `d` are the numbers that it has after its time. */
  event(event: number, thread: Thread, time: number, a: number, b: number, c: number, d: number): void {
    switch (event) {
      case eventNumber.ProcStart:
        this.proc(thread, a, time);
        break;
      case eventNumber.ProcStop:
        this.ran(thread, time);
        thread.proc = -1;
        break;
      case eventNumber.ProcStatus:
        if (b === status.procRunning) this.proc(thread, a, time);
        break;
      case eventNumber.GoCreate:
      case eventNumber.GoCreateBlocked:
        this.created(a, b, time);
        break;
      case eventNumber.GoCreateSyscall:
        this.created(a, 0, time);
        this.goroutine(thread, a);
        break;
      case eventNumber.GoStart:
        this.ran(thread, time);
        this.goroutine(thread, a);
        break;
      case eventNumber.GoSwitch:
        this.goroutine(thread, a);
        break;
      case eventNumber.GoStop:
      case eventNumber.GoBlock:
        this.ran(thread, time);
        if (thread.goroutine > 0) this.began(thread.goroutine, b);
        this.goroutine(thread, 0);
        break;
      case eventNumber.GoSyscallEndBlocked:
        this.goroutine(thread, 0); // it is runnable, and starts again when there is a P
        break;
      case eventNumber.GoDestroy:
        this.ran(thread, time);
        this.ended(thread, time, 0);
        break;
      case eventNumber.GoDestroySyscall:
        this.ended(thread, time, 0);
        break;
      case eventNumber.GoSwitchDestroy:
        this.ended(thread, time, a);
        break;
      case eventNumber.GoStatus:
      case eventNumber.GoStatusStack:
        this.began(a, d);
        this.status(thread, a, b, c);
        break;
    }
  }

  /** The M that is named is another one for goroutines that sit in a syscall there. */
  private status(thread: Thread, goroutine: number, threadId: number, state: number): void {
    if (state === status.goRunning) this.goroutine(thread, goroutine);
    if (state !== status.goSyscall) return;
    const on = this.thread(threadId);
    if (on === thread || !on.known) this.goroutine(on, goroutine);
  }

  private goroutine(thread: Thread, id: number): void {
    thread.goroutine = id;
    thread.known = true;
  }

  private proc(thread: Thread, id: number, time: number): void {
    thread.proc = id;
    this.ran(thread, time);
  }

  private ran({ proc }: Thread, time: number): void {
    if (proc >= 0) this.trace.procs.ran(proc, time);
  }

  private created(id: number, stack: number, time: number): void {
    this.trace.goroutines.created(id, time);
    this.began(id, stack);
  }

  private ended(thread: Thread, time: number, next: number): void {
    if (thread.goroutine > 0) this.trace.goroutines.ended(thread.goroutine, time);
    this.goroutine(thread, next);
  }

  private began(id: number, stack: number): void {
    const goroutine = this.trace.goroutines.row(id);
    if (stack > 0 && this.trace.goroutines.ask(goroutine)) this.beginnings.push({ goroutine, stack });
  }
}
