import { expect, it } from "vitest";
import type { ChangedFunction, ObjectComparison, ReferenceDelta } from "../object/comparison.ts";
import type { FunctionPolicy, Policy } from "../policy.ts";
import { changed, findings, objectSubject, steps, testFunction } from "./objects.testing.ts";
import { objectChecks } from "./objects.ts";
import { sourceSubject } from "./sources.testing.ts";

const hooked = changed("p.F", {
  before: { frame: 16 },
  after: { frame: 24 },
  facts: ["code", "relocations", "frame", "pcsp", "stackmaps", "lines"],
  references: [
    { kind: "address", target: 'go:string."x"', count: 1 },
    { kind: "call", target: "hook.Start", count: 1 },
    { kind: "other", target: "R_CALLIND", count: 1 },
  ],
});

/** What a harmless patch set leaves: a hook in p.F with a closure, and the package of the hook. */
const harmless: ObjectComparison = {
  packages: [
    { path: "hook", kind: "added", sameExports: undefined },
    { path: "p", kind: "compared", sameExports: false },
    { path: "q", kind: "compared", sameExports: true },
  ],
  functions: { compared: 3, identical: 1 },
  instrumented: [hooked.after],
  changed: [hooked, changed("q.Caller", { after: { inlines: ["p.F"] } })],
  renamed: [{ before: testFunction("p.F.func1"), after: testFunction("p.F.func2") }],
  added: [testFunction("hook.Start", { frame: 64 }), testFunction("p.F.func1", { frame: 8 })],
  removed: [],
  data: [
    { package: "hook", name: "hook.state", kind: "added" },
    { package: "p", name: "p..inittask", kind: "changed" },
  ],
  knowsLinknames: true,
};
const inittask = { data: [{ pattern: "*..inittask", line: 20, reason: "test" }] };

it("finds nothing in what a harmless patch set leaves, and makes every check", () => {
  for (const { id } of objectChecks)
    expect([id, ...findings(id, objectSubject(harmless, inittask))]).toEqual([id]);
});

it("makes no check where nothing was compared", () => {
  const nothing = objectSubject(
    { packages: [], functions: { compared: 0, identical: 0 } },
    { functions: [], packages: [] },
  );
  const unmade = objectChecks.map(({ id }) => findings(id, { ...nothing, planned: [] })[0]?.slice(0, 11));
  expect(new Set(unmade)).toEqual(new Set(["not checked"]));
  const missing = { ...nothing, objects: { missing: "two binaries were given" } };
  expect(findings("frame-size", missing)).toEqual(["not checked: two binaries were given"]);
});

const assembly = { assembly: true, abi: "ABI0" } as const;
const framed = { before: { frame: 15976 }, after: { frame: 20080 }, facts: ["code", "frame"] } as const;

/** A check, what is wrong, and what it says. */
const violations: [id: string, objects: Partial<ObjectComparison>, said: string | string[]][] = [
  [
    "assembly-unchanged",
    { changed: [changed("runtime.barrier", { before: { ...assembly, size: 1 }, after: { size: 4 } })] },
    "runtime.barrier: it differs in code (1 to 4 bytes of code)",
  ],
  [
    "assembly-unchanged",
    { added: [testFunction("q.asm", assembly)], removed: [testFunction("q.old", assembly)] },
    ["q.asm: it is new (100 bytes of code)", "q.old: it is gone (100 bytes of code)"],
  ],
  [
    "register-arguments",
    { changed: [changed("p.F", { facts: ["arginfo"] })] },
    "p.F: the sizes and order of what it takes differ from before",
  ],
  [
    "frame-size",
    { changed: [changed("p.F", framed)] },
    "p.F: its frame grows by 4104 bytes on amd64 (15976 to 20080); the policy allows 8",
  ],
  [
    "frame-size",
    { changed: [changed("q.G", { before: { frame: 16 }, after: { frame: 8 }, facts: ["frame"] })] },
    "q.G: its frame shrinks by 8 bytes on amd64 (16 to 8); the policy allows 0",
  ],
  [
    "frame-alignment",
    { instrumented: [testFunction("q.G", { frame: 12 })] },
    "q.G: SP falls by 12 bytes, which is no multiple of 8",
  ],
  [
    "stack-pointer-table",
    { instrumented: [testFunction("q.G", { frame: 16, pcsp: steps(0, 24, 0) })] },
    "q.G: SP falls by 24 bytes, but its frame takes 16",
  ],
  [
    "stack-pointer-table",
    { instrumented: [testFunction("q.G", { pcsp: steps(8, 0) })] },
    "q.G: SP is 8 at its entry, not 0",
  ],
  [
    "stack-pointer-table",
    {
      changed: [
        changed("q.G", { before: { pcsp: steps(0, 8, 0) }, after: { pcsp: steps(0, 8) }, facts: ["pcsp"] }),
      ],
      instrumented: [testFunction("q.G")],
    },
    "q.G: its table differs: SP went 0 8 0, and goes 0 8",
  ],
  [
    "nosplit-flag",
    { changed: [changed("p.F", { after: { nosplit: true }, facts: ["nosplit"] })] },
    "p.F: it was not NOSPLIT, and is now",
  ],
  [
    "nosplit-flag",
    {
      changed: [changed("q.G", { before: { nosplit: true }, after: { nosplit: false }, facts: ["nosplit"] })],
    },
    "q.G: it was NOSPLIT, and is not now",
  ],
  [
    "compiled-defers",
    { changed: [changed("p.F", { before: { openCodedDefers: true }, after: { openCodedDefers: false } })] },
    "p.F: its defers were open-coded, and are recorded at run time now",
  ],
  [
    "argument-area",
    { changed: [changed("p.F", { before: { args: 8 }, after: { args: 24 }, facts: ["args"] })] },
    "p.F: it was 8 bytes, and is 24 bytes",
  ],
  [
    "abi-wrappers",
    { added: [testFunction("q.G", { abi: "ABI0" })], removed: [testFunction("q.G")] },
    "q.G: it was ABIInternal, and is ABI0",
  ],
  [
    "abi-wrappers",
    {
      added: [testFunction("q.G", { wrapper: true })],
      removed: [testFunction("q.H", { wrapper: true, abi: "ABI0" })],
      changed: [changed("q.K", { after: { wrapper: true }, facts: ["abi"] })],
    },
    [
      "q.K: it was ABIInternal, and is a wrapper of ABIInternal",
      "q.G: it was not there, and is a wrapper of ABIInternal",
      "q.H: it was a wrapper of ABI0, and is gone",
    ],
  ],
  [
    "stack-maps",
    { changed: [changed("q.G", { facts: ["stackmaps"] })] },
    "q.G: its stack maps differ, and nothing allows them to",
  ],
  [
    "lost-calls",
    { changed: [changed("p.F", { references: [{ kind: "call", target: "p.unlock", count: -2 }] })] },
    "p.F: it lost 2 calls of p.unlock",
  ],
  [
    "lost-calls",
    { changed: [changed("p.F", { references: [{ kind: "address", target: "p.F.func1·f", count: -1 }] })] },
    "p.F: it lost 1 reference to p.F.func1·f",
  ],
  [
    "new-calls",
    { changed: [changed("p.F", { references: [{ kind: "call", target: "os.Exit", count: 1 }] })] },
    "p.F: it gained 1 call of os.Exit, which the policy does not allow",
  ],
  [
    "new-calls",
    { changed: [changed("p.F", { references: [{ kind: "address", target: "q.state", count: 2 }] })] },
    "p.F: it gained 2 references to q.state, which the policy does not allow",
  ],
  [
    "linkname-flag",
    {
      changed: [changed("q.G", { after: { linkname: true }, facts: ["linkname"] })],
      added: [testFunction("hook.now", { linkname: true })],
    },
    ["q.G: a linkname reaches it now", "hook.now: it is new, and a linkname reaches it"],
  ],
  [
    "export-data",
    { packages: [{ path: "q", kind: "compared", sameExports: false }] },
    "q: it exports something else than before, although nothing in it is to change",
  ],
  [
    "unplanned-change",
    { changed: [changed("q.G", { after: { size: 120 }, facts: ["code", "frame", "lines"] })] },
    "q.G: its code, frame and lines differ (100 to 120 bytes of code); policy.yaml does not name it",
  ],
  ["planned-but-unchanged", {}, "p.F: start/main touches it, but it is as before"],
  [
    "special-flags",
    { changed: [changed("p.F", { after: { marks: ["TOPFRAME", "funcID 3"] }, facts: ["flags"] })] },
    "p.F: it was ordinary, and is TOPFRAME, funcID 3",
  ],
  [
    "inlining",
    {
      changed: [
        changed("q.G", { before: { inlines: ["q.a"] }, after: { inlines: ["q.b"] }, facts: ["inlining"] }),
      ],
    },
    "q.G: its inline tree differs: -q.a, +q.b",
  ],
  [
    "inlining",
    {
      changed: [
        changed("p.F", {
          before: { inlines: ["q.a"] },
          after: { inlines: ["q.b", "q.c"] },
          references: [
            { kind: "call", target: "q.a", count: 1 },
            { kind: "call", target: "q.b", count: -1 },
          ],
        }),
      ],
    },
    ["p.F: q.a was inlined, and is called now", "p.F: q.b was called, and is inlined now"],
  ],
  [
    "line-tables",
    {
      changed: [
        changed("p.F", { after: { startLine: 4 }, facts: ["lines"] }),
        changed("q.G", { facts: ["lines"] }),
      ],
    },
    ["p.F: it began in line 1, and begins in line 4", "q.G: its lines differ from before"],
  ],
  [
    "added-code",
    {
      added: [
        testFunction("q.New"),
        testFunction("hook.Big", { frame: 400 }),
        testFunction("hook.Tight", { frame: 16, nosplit: true }),
        testFunction("hook.Asm", assembly),
        testFunction("p.F.func1", { frame: 16 }),
      ],
    },
    [
      "q.New: it is new in q; policy.yaml names neither it nor its package",
      "hook.Big: its frame is 400 bytes; the policy allows new functions of hook 64",
      "hook.Tight: it is NOSPLIT on request (frame of 16 bytes); the policy does not allow that in hook",
      "hook.Asm: it is new, and assembly",
      "p.F.func1: its frame is 16 bytes; the policy allows p.F and its new closures 8",
    ],
  ],
  ["removed-code", { removed: [testFunction("q.G")] }, "q.G: it is gone (100 bytes of code)"],
  [
    "data",
    { data: [{ package: "q", name: "type:q.T", kind: "changed" }] },
    "type:q.T: it is changed in q; policy.yaml does not name it",
  ],
  [
    "unused-policy",
    {},
    [
      "p.F: policy.yaml:3: no difference needs this entry",
      "hook: policy.yaml:9: no difference needs this entry",
    ],
  ],
];

it.each(violations)("%s finds what is wrong, and says both values (case %#)", (id, objects, said) => {
  expect(findings(id, objectSubject(objects))).toEqual([said].flat());
});

it("has a violation here for every check", () => {
  expect(new Set(violations.map(([id]) => id))).toEqual(new Set(objectChecks.map(({ id }) => id)));
});

it("asks 16 bytes of arm64, where SP falls by the saved link register as well", () => {
  const one = testFunction("q.G", { frame: 24, pcsp: steps(0, 32, 0) });
  const other = testFunction("q.H", { frame: 16, pcsp: steps(0, 24, 0) });
  const subject = objectSubject({ instrumented: [one, other] }, {}, "arm64");
  expect(findings("frame-alignment", subject)).toEqual([
    "q.H: SP falls by 24 bytes, which is no multiple of 16",
  ]);
  expect(findings("stack-pointer-table", subject)).toEqual([]);
});

it("lets a leaf that gets a hook lose the NOSPLIT that the assembler gave it", () => {
  const facts = ["code", "nosplit"] as const;
  const leaf = changed("p.F", { before: { nosplit: true }, after: { nosplit: false }, facts });
  expect(findings("nosplit-flag", objectSubject({ changed: [leaf] }))).toEqual([]);
});

it("lets a function call a planned one that was inlined into it, in the place of what that one calls", () => {
  const caller = changed("q.G", {
    before: { inlines: ["p.F"] },
    references: [
      { kind: "call", target: "p.F", count: 1 },
      { kind: "call", target: "p.inner", count: -1, within: [["p.F"]] },
    ],
  });
  const subject = objectSubject({ changed: [caller] });
  for (const id of ["lost-calls", "new-calls", "unplanned-change"]) expect(findings(id, subject)).toEqual([]);
  const own = { kind: "call", target: "q.unlock", count: -1 } as const;
  const other = { kind: "call", target: "q.log", count: -1, within: [["p.F"], ["q.H"]] } as const;
  const loses = { ...caller, references: [...caller.references, own, other] };
  expect(findings("lost-calls", objectSubject({ changed: [loses] }))).toEqual([
    "q.G: it lost 1 call of q.unlock",
    "q.G: it lost 1 call of q.log",
  ]);
});

/** q.G, into which the planned p.F is inlined. */
function inlining(...references: ReferenceDelta[]): ChangedFunction {
  return changed("q.G", { after: { inlines: ["p.F"] }, references });
}

it("lets no edit of a function pass because a planned one is inlined into it", () => {
  const subject = objectSubject({ changed: [inlining()] });
  expect(findings("unplanned-change", subject)).toEqual([]);
  const said = ["q.G: its code differs; policy.yaml does not name it"];
  const planned = [{ symbol: "q.G", changes: ["evil/edit"], file: "q/g.go", line: 2 }];
  expect(findings("unplanned-change", { ...subject, planned })).toEqual(said);
  const touches = (after: string) =>
    sourceSubject({ "q/g.go": ["package q\nfunc G() {}\nfunc H() {}\n", after] });
  const sources = (after: string) => ({ ...subject, sources: touches(after).sources });
  const edited = sources("package q\nfunc G() { evil() }\nfunc H() {}\n");
  expect(findings("unplanned-change", edited)).toEqual(said);
  const elsewhere = sources("package q\nfunc G() {}\nfunc H() { evil() }\n");
  expect(findings("unplanned-change", elsewhere)).toEqual([]);
  const both = changed("q.G", { after: { inlines: ["p.F", "q.H"] } });
  const through = { ...elsewhere, objects: objectSubject({ changed: [both] }).objects };
  expect(findings("unplanned-change", through)).toEqual(said);
});

it("lets a caller refer to what the planned function that is inlined into it may refer to, and only there", () => {
  const hook = { kind: "call", target: "hook.Start", count: 1 } as const;
  const gains = (one: ReferenceDelta) => findings("new-calls", objectSubject({ changed: [inlining(one)] }));
  expect(gains({ ...hook, within: [["p.F"]] })).toEqual([]);
  const said = ["q.G: it gained 1 call of hook.Start, which the policy does not allow"];
  expect(gains(hook)).toEqual(said);
  expect(gains({ ...hook, within: [["p.F"], []] })).toEqual(said);
  expect(gains({ ...hook, within: [["q.H"]] })).toEqual(said);
});

it("blames what a planned function gains on that one, not on those into which it is inlined", () => {
  const state = { kind: "address", target: "p.state", count: 1 } as const;
  const blamed = changed("p.F", { references: [state] });
  const subject = objectSubject({ changed: [blamed, inlining({ ...state, within: [["p.F"]] })] });
  expect(findings("new-calls", subject)).toEqual([
    "p.F: it gained 1 reference to p.state, which the policy does not allow",
  ]);
});

it("lets what an allowed callee refers to come along when that is inlined", () => {
  const inner = { kind: "call", target: "runtime.mcall", count: 1 } as const;
  const gains = (one: ReferenceDelta) =>
    findings("new-calls", objectSubject({ changed: [changed("p.F", { references: [one] })] }));
  expect(gains({ ...inner, within: [["hook.Start"]] })).toEqual([]);
  expect(gains({ ...inner, within: [["q.H", "hook.Start", "hook.deep"]] })).toEqual([]);
  expect(gains({ ...inner, within: [["hook.Other"]] })).toHaveLength(1);
  expect(gains(inner)).toHaveLength(1);
});

it("holds a caller to the largest frame that one of the planned functions in it may have", () => {
  const entry = { symbol: "p.K", line: 4, reason: "test", frame: { default: 24 }, calls: [] };
  const base = objectSubject({
    changed: [changed("q.G", { after: { inlines: ["p.F", "p.K"], frame: 24 } })],
  });
  const functions = [...base.policy.functions, entry];
  expect(findings("frame-size", { ...base, policy: { ...base.policy, functions } })).toEqual([]);
  expect(findings("frame-size", base)).toEqual([
    "q.G: its frame grows by 24 bytes on amd64 (0 to 24); the policy allows 8",
  ]);
});

it("shows where a finding is: at the change that touches the function", () => {
  const subject = objectSubject({ changed: [changed("p.F.func1", { facts: ["args"] })] });
  const check = objectChecks.find(({ id }) => id === "argument-area");
  expect(check?.run(subject)).toMatchObject({ findings: [{ place: { file: "p/f.go", line: 12 } }] });
});

it("shows where a finding is without a plan: where the object says that the function begins", () => {
  const place = { file: "q/g.go", line: 30 };
  const one = changed("q.G", { after: { place } });
  const subject = objectSubject({ changed: [one], instrumented: [one.after] });
  const check = objectChecks.find(({ id }) => id === "unplanned-change");
  expect(check?.run(subject)).toMatchObject({ findings: [{ subject: "q.G", place }] });
});

it("does not ask objects for linknames that do not hold them", () => {
  expect(findings("linkname-flag", objectSubject({ knowsLinknames: false }))).toEqual([
    "not checked: the objects of this release do not hold the flag",
  ]);
});

it("takes an entry of a generic function for all its instances, planned and used", () => {
  const generic = "p.G[...]";
  const entry = {
    symbol: generic,
    line: 3,
    reason: "test",
    frame: {},
    calls: [{ symbol: "hook.Of[...]", line: 4 }],
  };
  const gained = { kind: "call", target: "hook.Of[int8]", count: 1 } as const;
  const one = changed("p.G[go.shape.int8].func1", { references: [gained] });
  const subject = objectSubject({ changed: [one] }, { functions: [entry], packages: [] });
  const planned = [{ symbol: generic, changes: ["a/b"], file: "p/g.go", line: 2 }];
  for (const id of ["unplanned-change", "new-calls", "planned-but-unchanged", "unused-policy"])
    expect([id, ...findings(id, { ...subject, planned })]).toEqual([id]);
});

it("counts types, dictionaries and function values that come with allowed code as parts of it", () => {
  const value = { kind: "address", target: "hook.Start·f", count: 1 } as const;
  const one = changed("p.F", { references: [value, { ...value, target: "q.evil·f" }] });
  const said = (path: string, kind: "added" | "removed" | "changed", ...names: string[]) => {
    const data = names.map((name) => ({ package: path, name, kind }));
    return findings("data", objectSubject({ changed: [one], data })).map((text) =>
      text.replace(/: it .*/, ""),
    );
  };
  const types = [
    "type:*func(*q.T) *q.m",
    "type:q.Pointer[q.m]",
    "type:.eq.struct { q.a int }",
    "type.noalg.[2]string",
  ];
  const made = [...types, "q..dict.Pointer[q.m]", "go:itab.*q.T,io.Writer"];
  expect(said("p", "added", ...made, "hook.Start·f")).toEqual([]);
  expect(said("p", "removed", ...made)).toEqual([]);
  expect(said("p", "changed", ...made)).toEqual(made);
  expect(said("q", "added", ...made, "hook.Start·f")).toEqual([...made, "hook.Start·f"]);
  const others = ["p.state", "q.evil·f", "hook.Other·f", "type:p.T", "type:*p.T", "type:p.local·1"];
  expect(said("p", "added", ...others)).toEqual(others);
  expect(said("p", "removed", "hook.Start·f")).toEqual(["hook.Start·f"]);
});

/** The entry of p.F with more in it, and a function of it that needs all that stood there before. */
function entryWith(more: Partial<FunctionPolicy>): [Partial<ObjectComparison>, Partial<Policy>] {
  const entry = { symbol: "p.F", line: 3, reason: "test", frame: { default: 8 } };
  const calls = [{ symbol: "hook.Start", line: 5 }];
  return [{ changed: [hooked] }, { functions: [{ ...entry, calls, ...more }], packages: [] }];
}

it("finds a call of the policy that nothing makes, and none that comes along with inlined code", () => {
  const calls = ["os.RemoveAll", "hook.Start", "runtime.morestack_noctxt"].map((symbol, n) => ({
    symbol,
    line: 5 + n,
  }));
  const [objects, policy] = entryWith({ calls });
  expect(findings("unused-policy", objectSubject(objects, policy))).toEqual([
    "p.F: policy.yaml:5: no difference needs the call of os.RemoveAll",
    "p.F: policy.yaml:7: no difference needs the call of runtime.morestack_noctxt",
  ]);
  const along = { kind: "address", target: "hook.state", count: 1, within: [["hook.Start"]] } as const;
  const inlined = { ...objects, changed: [changed("p.F", { references: [along] })] };
  expect(findings("unused-policy", objectSubject(inlined, entryWith({})[1]))).toEqual([]);
});

it.each([
  [8, []],
  [71, []],
  [72, ["p.F: policy.yaml:3: the frame may grow by 72 bytes, and only 8 are needed"]],
])("finds a frame of %i bytes where 8 are needed far too large, or not", (bytes, said) => {
  expect(
    findings("unused-policy", objectSubject(...entryWith({ frame: { amd64: bytes, default: 8 } }))),
  ).toEqual(said);
});

it("takes the frame of a new closure, and twice of what is needed, for needed", () => {
  const [objects, policy] = entryWith({ frame: { default: 300 } });
  const added = [testFunction("p.F.func1", { frame: 150 })];
  expect(findings("unused-policy", objectSubject({ ...objects, added }, policy))).toEqual([]);
});

it("finds a NOSPLIT of a package that no function asks for, and takes its frame for a limit", () => {
  const [objects, policy] = entryWith({});
  const packages = [{ path: "hook", line: 9, reason: "test", frame: 512, nosplit: true }];
  const said = (frame: number, nosplit: boolean) => {
    const added = [testFunction("hook.Start", { frame, nosplit })];
    return findings("unused-policy", objectSubject({ ...objects, added }, { ...policy, packages }));
  };
  expect(said(256, true)).toEqual([]);
  expect(said(248, false)).toEqual(["hook: policy.yaml:9: no function in it asks for NOSPLIT"]);
});

it("asks of new closures what they call, as of the function that they are part of", () => {
  const call = (target: string) => ({ kind: "call", target, count: 1 }) as const;
  const references = ["hook.Start", "os.RemoveAll", "p.F.func2", "runtime.deferreturn"].map(call);
  const added = [testFunction("p.F.func1", { references }), testFunction("hook.Start", { references })];
  expect(findings("new-calls", objectSubject({ added }))).toEqual([
    "p.F.func1: it gained 1 call of os.RemoveAll, which the policy does not allow",
  ]);
});

it("asks for no entry for what the compiler adds to a deferred closure, and for one for what allocates or blocks", () => {
  const own = ["deferreturn", "deferprocStack", "panicIndex", "gcWriteBarrier2", "duffzero"];
  const statements = ["newobject", "chansend1", "newproc", "gopanic", "growslice", "mapassign_fast64"];
  const reference = (target: string) => ({ kind: "call", target: `runtime.${target}`, count: 1 }) as const;
  const closure = { kind: "address", target: "p.F.func1·f", count: 1 } as const;
  const one = changed("p.F", { references: [closure, ...[...own, ...statements].map(reference)] });
  expect(findings("new-calls", objectSubject({ changed: [one] }))).toEqual(
    statements.map((name) => `p.F: it gained 1 call of runtime.${name}, which the policy does not allow`),
  );
  const data = [{ package: "p", name: "p.F.func1·f", kind: "added" }] as const;
  expect(findings("data", objectSubject({ changed: [one], data }))).toEqual([]);
});

it("lets a function lose calls and closures that its entry replaces, and finds that nothing is replaced", () => {
  const lost = { kind: "call", target: "q.Old", count: -1 } as const;
  const objects: Partial<ObjectComparison> = {
    changed: [{ ...hooked, references: [...hooked.references, lost] }],
    removed: [testFunction("p.F.func1"), testFunction("p.F")],
    data: [{ package: "p", name: "p.F.func1·f", kind: "removed" }],
  };
  const [before, policy] = entryWith({ replaces: "the old way cannot be traced" });
  const subject = objectSubject(objects, policy);
  expect(["lost-calls", "data", "unused-policy"].map((id) => findings(id, subject))).toEqual([[], [], []]);
  expect(findings("removed-code", subject)).toEqual(["p.F: it is gone (100 bytes of code)"]);
  expect(findings("lost-calls", objectSubject(objects, entryWith({})[1]))).toHaveLength(1);
  expect(findings("unused-policy", objectSubject(before, policy))).toEqual([
    "p.F: policy.yaml:3: nothing of the original is replaced",
  ]);
});

it("takes a write barrier of another register for the same, and one less for a lost call", () => {
  const barrier = (register: string, count: number) =>
    ({ kind: "call", target: `runtime.gcWriteBarrier${register}`, count }) as const;
  const lost = (...references: ReturnType<typeof barrier>[]) =>
    findings("lost-calls", objectSubject({ changed: [changed("p.F", { references })] }));
  expect(lost(barrier("DX", -2), barrier("SI", 1), barrier("R8", 1))).toEqual([]);
  expect(lost(barrier("DX", -2), barrier("SI", 1))).toEqual([
    "p.F: it lost 2 calls of runtime.gcWriteBarrierDX",
  ]);
});

it("does not call the check for stack space a lost call", () => {
  const lost = { kind: "call", target: "runtime.morestack_noctxt", count: -1 } as const;
  expect(
    findings("lost-calls", objectSubject({ changed: [changed("p.F", { references: [lost] })] })),
  ).toEqual([]);
});

it("says what differs with a verb that fits", () => {
  const said = (...facts: ChangedFunction["facts"]) =>
    findings("unplanned-change", objectSubject({ changed: [changed("q.G", { facts })] }))[0];
  expect(said("code")).toMatch("its code differs;");
  expect(said("relocations")).toMatch("its relocations differ;");
  expect(said("code", "frame")).toMatch("its code and frame differ;");
});
