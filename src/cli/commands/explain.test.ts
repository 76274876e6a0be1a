import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { sampleFiles } from "../../report/sample.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

async function run(...argv: string[]) {
  const files = Object.entries(sampleFiles).slice(0, 2);
  const host = new MemoryHost(Object.fromEntries(files.map(([name, data]) => [`/traces/${name}`, data])));
  const io = new MemoryIo();
  const exitCode = await main(
    [...argv, ...(argv[0] === "explain" ? ["--session"] : []), "/traces"],
    host,
    io,
  );
  return { exitCode, out: io.out, err: io.err, host };
}

it("explains the package that is named, in the session that is named", async () => {
  const { exitCode, out } = await run("explain", "net/http", "--top", "2");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^compile net\/http took 2\.27 s \(compile\)\.\n/);
  expect(out).toContain("net/http.(*Transport).roundTrip");
  expect(out).toContain("The first 2 of 4 functions;");
  expect(out).not.toContain("organisation");
});

it("gives scripts the figures of all packages that fit", async () => {
  const { out } = await run("explain", "*", "--json");
  const { schema, session, packages } = JSON.parse(out);
  expect([schema, session]).toEqual(["traceinject-explanation", "/traces"]);
  expect(packages.map((one: { package: string }) => one.package)).toHaveLength(2);
  expect(packages[0]).toMatchObject({ package: "net/http", work: "compile", advice: [] });
});

it("takes the folder of a package for the package", async () => {
  const host = new MemoryHost(
    { "/traces/a.span": Object.values(sampleFiles)[0]!, "/src/go.mod": "module net\n" },
    { cwd: "/src/http" },
  );
  const io = new MemoryIo();
  expect(await main(["explain", ".", "--session", "/traces"], host, io)).toBe(0);
  expect(io.out).toMatch(/^compile net\/http took/);
});

it("says which packages could have been meant", async () => {
  expect(await run("explain", "http")).toMatchObject({
    exitCode: 2,
    out: "",
    err: "traceinject: the session has no package http\nremedy: Did you mean net/http?\n",
  });
});

it("open writes the page beside the traces, prints its path, and opens nothing where there is no display", async () => {
  const { exitCode, out, host } = await run("open");
  expect([exitCode, out]).toEqual([0, "/traces/report.html\n"]);
  expect(await host.readFile("/traces/report.html")).toMatch(/^<!doctype html>\n/);
  expect(host.ran).toEqual([]);
});
