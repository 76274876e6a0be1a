import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { checkDemand } from "./check-demand.ts";

const goroot = "/cache/ab12";

async function check(goMod: string, { env = {}, goVersion = "go1.26.8", chosen = false, files = {} } = {}) {
  const host = new MemoryHost(
    { "/m/go.mod": goMod, [`${goroot}/go.env`]: "GOTOOLCHAIN=auto\n", ...files },
    { env },
  );
  const go = { goBinary: `${goroot}/bin/go`, goroot, goVersion, env, args: ["build", "./..."] };
  return checkDemand(
    host,
    go,
    { GOMOD: "/m/go.mod", GOWORK: "", GOENV: "/home/user/.config/go/env" },
    chosen,
  );
}

it("names the two commands that help where go.mod asks for a newer release", async () => {
  await expect(check("go 1.26.0\ntoolchain go1.27.3\n")).rejects.toMatchObject({
    code: "newer-go-needed",
    message: '/m/go.mod says "toolchain go1.27.3", but this toolchain is go1.26.8',
    remedy: expect.stringMatching(
      /^ {2}traceinject build --go go1\.27\.3\n {2}traceinject --go go1\.27\.3 go build \.\/\.\.\.$/m,
    ),
  });
});

it("is content with the same or an older release", async () => {
  await check("go 1.26.8\ntoolchain go1.26.8\n");
  await check("module m\n");
});

it("lets a toolchain line be a wish for who chose the release, by --go or by GOTOOLCHAIN=local", async () => {
  const wish = "go 1.26.0\ntoolchain go1.27.3\n";
  await check(wish, { chosen: true });
  await check(wish, { env: { GOTOOLCHAIN: "local" } });
  await check(wish, { files: { "/home/user/.config/go/env": "GOFLAGS=-v\nGOTOOLCHAIN=local\n" } });
  await check(wish, { files: { [`${goroot}/go.env`]: "# Debian\nGOTOOLCHAIN=local\n" } });
  await expect(check("go 1.27.1\n", { chosen: true })).rejects.toThrow('says "go 1.27.1"');
});

it("heeds a newer release in GOTOOLCHAIN, before any file", async () => {
  const files = { "/home/user/.config/go/env": "GOTOOLCHAIN=local\n" };
  await expect(check("go 1.26\n", { env: { GOTOOLCHAIN: "go1.27.0+auto" }, files })).rejects.toThrow(
    "GOTOOLCHAIN is go1.27.0+auto, but this toolchain is go1.26.8",
  );
});

it("leaves it to a Go before go1.21, which knows no toolchain lines, to try", async () => {
  await check("go 1.27.0\n", { goVersion: "go1.19.8" });
});
