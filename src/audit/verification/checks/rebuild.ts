import { checked } from "../../check.ts";
import { short } from "../../provenance/tree.ts";
import type { VerificationCheck } from "../check.ts";

/** The tools come out of the same sources again, byte for byte. */
export const rebuild: VerificationCheck = {
  id: "rebuild",
  title: "Built once more from the same sources, every tool is the same in every byte",
  run: ({ found, rebuilt }) => {
    if ("missing" in rebuilt) return { kind: "not-checked", why: rebuilt.missing };
    const tools = Object.entries(rebuilt.value);
    return checked(tools, tools.length === 1 ? "tool" : "tools", ([path, again]) => {
      const here = found.tree.get(path)?.sha256;
      if (here === again) return [];
      const message = `is not what its sources give: SHA-256 ${short(here ?? "none")}, built again ${short(again)}`;
      return [{ check: "rebuild", subject: path, message }];
    });
  },
};
