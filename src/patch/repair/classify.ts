import type { GoParser } from "../../syntax/tree.ts";
import type { Drift } from "../drift.ts";
import type { Change } from "../patch.ts";
import { compile, type Pattern, targetOf } from "../pattern.ts";
import { statementsOf, tokensOf } from "../similar.ts";
import type { TreeCache } from "../trees.ts";
import { structural } from "./attempts.ts";
import { counterpartOf, type Declared, declaredAt, declaredIn, foldersDeclaring } from "./counterpart.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { calledBy } from "./helpers.ts";
import { placed } from "./placed.ts";
import { renamesIn } from "./renames.ts";
import { into, type Rewrite, renaming, rewritten } from "./rewrite.ts";

type Unanchored = Drift & { readonly kind: "anchor-missing" };

type Classified = Pick<Diagnosis, "class" | "evidence">;

/** From when two statements are so alike that one may have become the other. */
const alike = 0.6;

/** Says what happened to a change, where nothing says for certain how it should read now. */
export class Classifier {
  constructor(
    readonly parser: GoParser,
    readonly to: TreeCache,
    /** A release on which the patch set fits. */
    readonly from: TreeCache | undefined,
  ) {}

  classify(drift: Drift, change: Change | undefined): Classified {
    if (drift.kind === "grammar-gap") return { class: "grammar-gap", evidence: [drift.construct] };
    if (drift.kind === "anchor-ambiguous")
      return { class: "statement-doubled", evidence: [`it fits ${drift.places.length} places`] };
    if (!change) return { class: "not-upstream", evidence: [] };
    if (drift.kind === "package-missing")
      return this.#elsewhere(change) ?? { class: "package-gone", evidence: [] };
    if (drift.kind === "declaration-missing") return this.#missing(change, drift.candidates[0]?.score ?? 0);
    if (drift.kind === "anchor-missing") return this.#unanchored(change, drift);
    return { class: "not-upstream", evidence: [] };
  }

  /** The function by its name and receiver in a package that, if the old sources are known, had none. */
  #elsewhere(change: Change): Classified | undefined {
    const target = targetOf(compile(this.parser, change));
    const before = target && this.from ? foldersDeclaring(this.from, target) : [];
    const now = target ? foldersDeclaring(this.to, target).filter((folder) => !before.includes(folder)) : [];
    if (now.length === 0 || (!this.from && now.length > 1)) return undefined;
    return { class: "function-moved", evidence: [`${target?.name} is declared in ${now.join(" and ")}`] };
  }

  #missing(change: Change, score: number): Classified {
    const pair = this.#pair(change);
    if (pair && pair.after.package === change.package)
      return { class: "function-renamed", evidence: [`${pair.before.name} is ${pair.after.name} now`] };
    const elsewhere = this.#elsewhere(change);
    if (elsewhere) return elsewhere;
    if (!this.from && score >= alike)
      return { class: "function-renamed", evidence: ["another function is like it"] };
    return { class: "function-gone", evidence: ["no function is enough like it"] };
  }

  #unanchored(change: Change, drift: Unanchored): Classified {
    const pattern = compile(this.parser, change);
    const target = targetOf(pattern);
    const [after] = target
      ? declaredIn(this.to, change.package, target.name).filter(
          ({ receiver }) => receiver === target.receiver,
        )
      : [];
    if (!after) return { class: "statement-gone", evidence: [] };
    return (
      this.#structural(change, after) ??
      this.#renamed(change) ??
      this.#split(change, after) ??
      this.#reordered(pattern, after) ??
      this.#replaced(drift)
    );
  }

  /** What the pattern would have to be like to fit, one thing at a time. */
  #structural(change: Change, after: Declared): Classified | undefined {
    const way = structural(after).find(({ rewrites }) =>
      rewrites.every((rewrite) => this.#fits(change, rewrite)),
    );
    return way && { class: way.class, evidence: way.evidence };
  }

  #fits(change: Change, rewrite: Rewrite): boolean {
    const body = rewrite(change.body);
    return (
      body !== undefined &&
      placed(this.parser, rewritten(change, body, change.package), this.to) !== undefined
    );
  }

  #renamed(change: Change): Classified | undefined {
    const pair = this.#pair(change);
    if (!pair || !this.from) return undefined;
    const renames = renamesIn(pair, { from: this.from, to: this.to });
    const used = renames.filter((one) => renaming([one])(change.body) !== undefined);
    return used[0] && { class: used[0].class, evidence: used.map(({ evidence }) => evidence) };
  }

  #split(change: Change, after: Declared): Classified | undefined {
    const called = calledBy(after, this.to).find(({ helper }) => this.#fits(change, into(helper)));
    return (
      called && {
        class: "function-split",
        evidence: [`it is in ${called.helper.name}, which ${after.name} calls`],
      }
    );
  }

  #reordered(pattern: Pattern, after: Declared): Classified | undefined {
    const text = (tokens: readonly string[]): string => tokens.join(" ");
    const present = new Set(statementsOf(after.node).map((node) => text(tokensOf(after.tree, node))));
    const wanted = statementsOf(pattern.declaration)
      .map((node) => text(tokensOf(pattern.tree, node)))
      .filter((one) => one !== "");
    const isThere = wanted.length > 0 && wanted.every((one) => present.has(one));
    return isThere
      ? { class: "statements-reordered", evidence: ["each statement is there by itself"] }
      : undefined;
  }

  /** A statement that differs in one name, which is nowhere declared any more, calls the same by another name. */
  #replaced({ wanted, candidates }: Unanchored): Classified {
    const names = (text: string): string[] => text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
    const [nearest] = candidates;
    if (!nearest || nearest.score < alike) return { class: "statement-gone", evidence: [] };
    const [gone, ...more] = names(wanted).filter((name) => !names(nearest.excerpt).includes(name));
    const [come, ...others] = names(nearest.excerpt).filter((name) => !names(wanted).includes(name));
    const isAlone = gone !== undefined && come !== undefined && more.length + others.length === 0;
    if (
      !isAlone ||
      this.#declares(this.to, gone) ||
      !this.#declares(this.to, come) ||
      (this.from && this.#declares(this.from, come))
    )
      return { class: "statement-gone", evidence: ["what is like it is not provably the same"] };
    return {
      class: "callee-renamed",
      evidence: [`${gone} is declared nowhere now; ${come} may be the same`],
    };
  }

  #declares(trees: TreeCache, name: string): boolean {
    return foldersDeclaring(trees, { name }).length > 0;
  }

  #pair(change: Change): ReturnType<typeof counterpartOf> {
    const old = this.from && placed(this.parser, change, this.from);
    const declared = old && this.from && declaredAt(this.from, old.file, old.declaration);
    return declared && this.from && counterpartOf(declared, this.from, this.to);
  }
}
