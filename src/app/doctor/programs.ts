import type { Host } from "../../host/host.ts";
import { loadGoParser } from "../../syntax/tree.ts";
import { findOnPath } from "../../toolchain/go-command.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** As in package.json, `engines`. */
const oldestNode = [20, 19] as const;

/** `version` as in `process.versions.node`. */
export function checkNode(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldMajor, oldMinor] = oldestNode;
  const found = `Node ${version}`;
  if (major > oldMajor || (major === oldMajor && minor >= oldMinor))
    return { id: "node", status: "ok", found };
  const remedy = `Install Node ${oldestNode.join(".")} or newer: https://nodejs.org`;
  return { id: "node", status: "fail", found, remedy };
}

/** The WASM parser always comes along; the native one is faster where somebody has installed it. */
export async function checkParser(host: Host): Promise<Diagnosis> {
  const wanted = host.env.TRACEINJECT_PARSER === "native";
  const native = await loadGoParser("native").then(
    () => true,
    () => false,
  );
  if (native)
    return {
      id: "parser",
      status: "ok",
      found: `tree-sitter, WASM and native; ${wanted ? "native" : "WASM"} is used`,
    };
  if (!wanted)
    return {
      id: "parser",
      status: "ok",
      found: "tree-sitter, WASM (the native binding is not installed, nor needed)",
    };
  const found = "TRACEINJECT_PARSER is native, but the native binding is not installed";
  return {
    id: "parser",
    status: "fail",
    found,
    remedy: "Unset TRACEINJECT_PARSER, or `npm install tree-sitter`.",
  };
}

export async function checkGit(host: Host): Promise<Diagnosis> {
  const git = await findOnPath(host, "git");
  if (git) return { id: "git", status: "ok", found: git };
  const found = "no git on PATH: only needed to apply what `traceinject patch --diff` prints";
  return { id: "git", status: "warn", found, remedy: "Install git if you want to do that." };
}
