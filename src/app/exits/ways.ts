/** A way out of the compiler, and the command line that takes it in a folder that holds `programs`. */
export interface WayOut {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  /** The exit code in the trace; undefined: there is no trace. */
  readonly traced: number | undefined;
  /** What the stock compiler prints, so that a case cannot rot into another one. */
  readonly says: RegExp;
  /** A crash prints addresses and arguments, which differ from run to run. */
  readonly crash?: boolean;
}

/** The sources by name. */
export const programs: Readonly<Record<string, string>> = {
  // One function, so that one worker crashes and not two at once.
  "one.go": "package main\n\nfunc main() {}\n",
  "ok.go": "package main\n\nfunc add(a, b int) int { return a + b }\n\nfunc main() { println(add(1, 2)) }\n",
  "type.go": 'package main\n\nfunc main() { var x int = "a" }\n',
  "syntax.go": "package main\n\nfunc main() { if }\n",
  "many.go": `package main\n\nfunc main() {\n${Array.from({ length: 15 }, (_, i) => `\tundefined${i}()\n`).join("")}}\n`,
  "frame.go":
    "package main\n\nfunc big(a, b [600 << 20]byte) byte { return a[1] + b[2] }\n\nfunc main() {}\n",
};

const noHtml = { GOSSAFUNC: "main", GOSSADIR: "/proc/no/such/folder" };

/** The arguments that compile one of the programs. */
export const compile = (file: string, ...flags: string[]): string[] => [
  "-o",
  "out.o",
  "-p",
  "main",
  ...flags,
  file,
];

/** Every way out: return, error exits, panics and internal errors, log.Fatal, and those before a trace begins. */
export const waysOut: readonly WayOut[] = [
  { name: "success", args: compile("ok.go"), exitCode: 0, traced: 0, says: /^$/ },
  { name: "success with four workers", args: compile("ok.go", "-c=4"), exitCode: 0, traced: 0, says: /^$/ },
  { name: "compile error", args: compile("type.go"), exitCode: 2, traced: 2, says: /cannot use "a"/ },
  { name: "syntax error", args: compile("syntax.go"), exitCode: 2, traced: 2, says: /syntax error/ },
  { name: "too many errors", args: compile("many.go"), exitCode: 2, traced: 2, says: /too many errors/ },
  {
    name: "stack frame too large",
    args: compile("frame.go", "-c=4"),
    exitCode: 2,
    traced: 2,
    says: /stack frame too large/,
  },
  {
    name: "internal compiler error in the front end",
    args: compile("ok.go", "-cpuprofile=/proc/no/such/profile"),
    exitCode: 2,
    traced: 2,
    says: /internal compiler error: open \/proc/,
  },
  {
    name: "internal compiler error in a worker",
    args: compile("ok.go", "-c=4"),
    env: noHtml,
    exitCode: 2,
    traced: 2,
    says: /internal compiler error: 'main'/,
  },
  {
    name: "panic again for -h in the front end",
    args: compile("type.go", "-h"),
    exitCode: 2,
    traced: -1,
    says: /panic: -h/,
    crash: true,
  },
  {
    name: "panic again for -h in the back end",
    args: compile("ok.go", "-h", "-c=1"),
    env: noHtml,
    exitCode: 2,
    traced: -1,
    says: /panic: -h/,
    crash: true,
  },
  {
    name: "log.Fatal",
    args: compile("ok.go", "-lang=go0"),
    exitCode: 1,
    traced: 1,
    says: /invalid value "go0" for -lang/,
  },
  {
    name: "log.Fatal at the end",
    args: compile("ok.go", "-bench=/proc/no/such/file"),
    exitCode: 1,
    traced: 1,
    says: /cannot write benchmark data/,
  },
  {
    name: "output that cannot be written",
    args: ["-o", "/proc/no/such/out.o", "-p", "main", "ok.go"],
    exitCode: 2,
    traced: 2,
    says: /no such file/,
  },
  {
    name: "missing source",
    args: compile("none.go"),
    exitCode: 2,
    traced: 2,
    says: /none\.go: no such file|open none\.go/,
  },
  { name: "-V=full", args: ["-V=full"], exitCode: 0, traced: undefined, says: /^compile version go1/ },
  { name: "-V", args: ["-V"], exitCode: 0, traced: undefined, says: /^compile version go1/ },
  { name: "no arguments", args: [], exitCode: 2, traced: undefined, says: /^usage: compile/ },
  {
    name: "unknown flag",
    args: ["-nosuch"],
    exitCode: 2,
    traced: undefined,
    says: /flag provided but not defined/,
  },
  {
    name: "flag error",
    args: compile("ok.go", "-c=0"),
    exitCode: 1,
    traced: undefined,
    says: /-c must be at least 1/,
  },
  {
    name: "unknown architecture",
    args: compile("ok.go"),
    env: { GOARCH: "vax" },
    exitCode: 2,
    traced: undefined,
    says: /vax/,
  },
];
