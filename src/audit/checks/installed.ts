import type { Check } from "../check.ts";

export const installedTool: Check = {
  id: "installed-tool",
  family: "toolchain",
  title: "The tool in the toolchain is the one that its sources give",
  why: "Everything else is checked on a tool that was built anew. Only if it has the same bytes does that say anything about the one that runs.",
  remedy: "Build the toolchain again: traceinject build --force.",
  run({ installed }) {
    if ("missing" in installed) return { kind: "not-checked", why: installed.missing };
    const { path, sha256, rebuilt } = installed.value;
    const message = `SHA-256 ${sha256}, but its sources give ${rebuilt}`;
    const findings = sha256 === rebuilt ? [] : [{ check: "installed-tool", subject: path, message }];
    return { kind: "checked", looked: "1 tool", findings };
  },
};
