/**
 * What the compiler itself adds to a statement to keep it honest: the check for stack space, bookkeeping of deferred calls,
 * checks that panic, write barriers, clearing, copying and comparing of memory. None of it allocates, blocks or starts
 * anything; what does (newobject, growslice, chansend1, newproc, gopanic, …) is no part of it.
 */
export function isEmitted(target: string): boolean {
  return emitted.test(target.replace(/·f$/, ""));
}

const emitted = new RegExp(
  `^runtime\\.(${[
    "morestack\\w*",
    "defer(return|proc|procStack|procat|convert|rangefunc)",
    "(panic|goPanic)(Bounds|Extend|Index|Slice)\\w*",
    "panic(divide|dottype[EI]|makeslice(cap|len)|mem|nildottype|overflow|rangestate|shift|unsafe\\w*|wrap)",
    "(gcWriteBarrier|wbZero|wbMove)\\w*",
    "writeBarrier", // the variable that says whether one is needed
    "duff(copy|zero)",
    "(typed)?mem(clr|move)\\w*",
    "(memequal|f32equal|f64equal|c64equal|c128equal|strequal|interequal|nilinterequal|ifaceeq|efaceeq)\\w*",
  ].join("|")})$`,
);
