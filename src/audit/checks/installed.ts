import type { Check } from "../check.ts";

export const installedTool: Check = {
  id: "installed-tool",
  family: "toolchain",
  title: "The tool in the toolchain is the one that its sources give",
  why: "Everything else is checked on a tool that was built anew. Only if it has the same bytes does that say anything about the one that runs.",
  remedy: "Build the toolchain again: traceinject build --force.",
  run({ installed }) {
    if ("missing" in installed) return { kind: "not-checked", why: installed.missing };
    const { path, sha256, rebuilt, sameCode } = installed.value;
    if (sha256 === rebuilt) return { kind: "checked", looked: "1 tool", findings: [] };
    if (sameCode) {
      const looked = `1 tool, equal in build ID and all that is loaded; ${sameCode.join(" ")} differ`;
      return { kind: "checked", looked, findings: [] };
    }
    const message = `SHA-256 ${sha256}, but its sources give ${rebuilt}`;
    return {
      kind: "checked",
      looked: "1 tool",
      findings: [{ check: "installed-tool", subject: path, message }],
    };
  },
};

export const installedFiles: Check = {
  id: "installed-files",
  family: "toolchain",
  title: "Every other file of the toolchain is that of the release or of the plan",
  why: "The other tools, the standard library and the go command come with it, and whoever edits one of them decides about every program that is built.",
  remedy:
    "Build the toolchain again: traceinject build --force. See all that it should be by traceinject verify.",
  run: ({ installedFiles: files }) =>
    "missing" in files
      ? { kind: "not-checked", why: files.missing }
      : {
          kind: "checked",
          looked: `${files.value.compared} files`,
          findings: files.value.different.map(({ path, message }) => ({
            check: "installed-files",
            subject: path,
            message,
          })),
        },
};
