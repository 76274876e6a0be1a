import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { pairAsmHeaders, parseAsmHeader, readAsmConstants } from "./asm-headers.ts";
import { type GoRunner, packagesWithAssembly } from "./assembly.ts";
import { parseVet, vetAssembly, vetReport } from "./vet.ts";

const goroot = "/goroot";

/** A go command that answers with `result` and does `effect`; `ran` is what it was asked. */
function go(
  result: { exitCode?: number; stdout?: string; stderr?: string },
  effect = async (_: string[]) => {},
) {
  const ran: string[] = [];
  const runner: GoRunner = {
    goroot,
    async run(words, args) {
      ran.push([...words, ...args].join(" "));
      await effect([...words, ...args]);
      return { exitCode: 0, stdout: "", stderr: "", stdoutBytes: Buffer.alloc(0), durationMs: 1, ...result };
    },
  };
  return { runner, ran };
}

/** go1.26 writes this to stdout; go1.19 writes it to stderr, after a line `# internal/bytealg`. */
const answer = `{
	"internal/bytealg": {
		"asmdecl": [
			{
				"posn": "/tmp/other/src/internal/bytealg/count_amd64.s:24:1",
				"message": "[amd64] CountString: invalid offset c+16(FP); expected c+24(FP)"
			},
			{
				"posn": "/tmp/other/src/internal/bytealg/count_amd64.s:18:1",
				"end": "/tmp/other/src/internal/bytealg/count_amd64.s:18:1",
				"message": "[amd64] CountString: wrong argument size 32; expected $...-40"
			}
		]
	}
}
`;
const size = {
  subject: "internal/bytealg",
  message: "[amd64] CountString: wrong argument size 32; expected $...-40",
  place: { file: "internal/bytealg/count_amd64.s", line: 18 },
};

it("finds the packages that hold assembly", async () => {
  const host = new MemoryHost({
    "/goroot/src/a/x.s": "",
    "/goroot/src/b/x.go": "",
    "/goroot/src/c/d/x.s": "",
  });
  expect(await packagesWithAssembly(host, goroot, ["a", "b", "c", "gone"])).toEqual(["a"]);
});

it("runs nothing for no packages", async () => {
  const { runner, ran } = go({ exitCode: 1 });
  expect(await vetAssembly(runner, [])).toEqual([]);
  expect(await readAsmConstants(new MemoryHost(), runner, [], "/scratch")).toEqual(new Map());
  expect(ran).toEqual([]);
});

it("asks go vet for JSON and reads it from either stream, sorted, by path below src", async () => {
  const { runner, ran } = go({ stderr: `# sync/atomic\n{}\n# internal/bytealg\n${answer}` });
  const problems = await vetAssembly(runner, ["internal/bytealg", "sync/atomic"]);
  expect(ran).toEqual(["vet -json -asmdecl -framepointer internal/bytealg sync/atomic"]);
  expect(problems.map(({ place }) => place?.line)).toEqual([18, 24]);
  expect(problems[0]).toEqual(size);
  expect(parseVet(`{}\n${answer}{}\n`)).toEqual(problems);
});

it("passes on that an analyzer could not look", () => {
  expect(
    parseVet('{\n\t"a [a.test]": {\n\t\t"asmdecl": {\n\t\t\t"error": "no sizes"\n\t\t}\n\t}\n}\n'),
  ).toEqual([{ subject: "a", message: "asmdecl could not look at it: no sizes" }]);
});

it("reports only what go vet did not say of the stock sources", () => {
  const [first, second] = parseVet(answer);
  const moved = { ...first!, place: { ...first!.place!, line: 99 } };
  expect(vetReport(["internal/bytealg"], [moved], [first!, second!])).toEqual({
    command: "go vet -asmdecl -framepointer internal/bytealg",
    packages: 1,
    problems: [second],
  });
});

it("reads go_asm.h where go compiled each package, even if the cache has it", async () => {
  const host = new MemoryHost({
    "/work/b002/go_asm.h": "// generated\n\n#define g__size 400\n#define g_stack 0\n",
  });
  const actions = [
    { Mode: "build", Package: "runtime", Objdir: "/work/b002/" },
    { Mode: "build check cache", Package: "runtime", Objdir: "/work/b009/" },
    { Mode: "build", Package: "sync/atomic", Objdir: "/work/b003/" },
    { Mode: "build", Package: "fmt" },
    { Mode: "go build", Package: "" },
  ];
  const { runner, ran } = go({}, async (args) => {
    const graph = args.find((arg) => arg.startsWith("-debug-actiongraph="))!.split("=")[1]!;
    await host.writeFile(graph, JSON.stringify(actions));
  });
  const read = () => readAsmConstants(host, runner, ["runtime", "sync/atomic"], "/scratch");
  expect(await read()).toEqual(new Map([["runtime", { g__size: "400", g_stack: "0" }]]));
  await read();
  expect(ran[0]).toMatch(
    /^build -work .* -gcflags=runtime=-N -l -dwarf=false -I=\/\w+ -gcflags=sync\/atomic=-N -l -dwarf=false -I=\/\w+ runtime sync/,
  );
  expect(ran[1]).not.toBe(ran[0]);
});

it("pairs the headers of both sides", () => {
  const stock = new Map([["runtime", parseAsmHeader("#define const_x 1\n")]]);
  expect(pairAsmHeaders(stock, new Map([["a", { const_y: "2" }]]))).toEqual([
    { package: "a", before: {}, after: { const_y: "2" } },
    { package: "runtime", before: { const_x: "1" }, after: {} },
  ]);
});

it("says which go command failed, and why", async () => {
  const { runner } = go({ exitCode: 1, stderr: "vet: a.go:1: syntax error\n" });
  const failure = (await vetAssembly(runner, ["a"]).catch((error: unknown) => error)) as Error;
  expect(failure).toMatchObject({ code: "go-command-failed", remedy: expect.stringContaining("pristine") });
  expect(failure.message).toBe("go vet -json -asmdecl -framepointer a failed on sources that could be built");
  expect((failure.cause as Error).message).toBe("vet: a.go:1: syntax error");
});
