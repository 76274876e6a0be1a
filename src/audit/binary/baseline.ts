import { buildId, type GoBinary } from "./binary.ts";
import type { Baseline } from "./comparison.ts";
import { type Section, section } from "./elf.ts";

/** Compares the stock tool that our recipe built with the one that was distributed, section by section. */
export function baseline(rebuilt: GoBinary, distributed: GoBinary): Baseline {
  if (rebuilt.identity.sha256 === distributed.identity.sha256) return { kind: "same-bytes" };
  const names = [...new Set([...rebuilt.elf.sections, ...distributed.elf.sections].map(({ name }) => name))];
  const different = names.filter(
    (name) => !sameSection(section(rebuilt.elf, name), section(distributed.elf, name)),
  );
  const isLoaded = (name: string): boolean =>
    [rebuilt, distributed].some(({ elf }) => section(elf, name)?.loaded === true);
  const loaded = different.filter(isLoaded);
  const rest = different.filter((name) => !isLoaded(name));
  if (loaded.length === 0 && buildId(rebuilt.elf) === buildId(distributed.elf))
    return { kind: "same-code", sections: rest };
  return { kind: "different", sections: [...loaded, ...rest] };
}

function sameSection(a: Section | undefined, b: Section | undefined): boolean {
  if (!a || !b) return false;
  return a.address === b.address && a.size === b.size && a.data.equals(b.data);
}
