import type { GoParser } from "../../syntax/tree.ts";
import type { Drift } from "../drift.ts";
import type { Change } from "../patch.ts";
import { compile, type Pattern, targetOf } from "../pattern.ts";
import { statementsOf, tokensOf } from "../similar.ts";
import type { TreeCache } from "../trees.ts";
import { counterpartOf, type Declared, declaredAt, declaredIn, foldersDeclaring } from "./counterpart.ts";
import type { Diagnosis, DriftClass } from "./diagnosis.ts";
import { calledBy } from "./helpers.ts";
import { placed } from "./propose.ts";
import { renamesIn } from "./renames.ts";
import {
  apart,
  deeper,
  into,
  looserCalls,
  type Rewrite,
  renaming,
  rewritten,
  signatureOf,
} from "./rewrite.ts";

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
    if (drift.kind === "anchor-missing") return this.#unanchored(change, drift.candidates[0]?.score ?? 0);
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

  #unanchored(change: Change, score: number): Classified {
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
      this.#replaced(score)
    );
  }

  /** What the pattern would have to be like to fit, one thing at a time. */
  #structural(change: Change, after: Declared): Classified | undefined {
    const ways: readonly [Rewrite, DriftClass, string][] = [
      [signatureOf(after), "signature-changed", `the signature of ${after.name} changed`],
      [deeper, "statement-wrapped", "it is there, inside another statement"],
      [looserCalls(after), "signature-changed", "the arguments of a call changed"],
      [apart, "statements-reordered", "other statements stand between those of the pattern"],
    ];
    const way = ways.find(([rewrite]) => this.#fits(change, rewrite));
    return way && { class: way[1], evidence: [way[2]] };
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
    const helper = calledBy(after, this.to).find((one) => this.#fits(change, into(one)));
    return (
      helper && { class: "function-split", evidence: [`it is in ${helper.name}, which ${after.name} calls`] }
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

  #replaced(score: number): Classified {
    const evidence = score >= alike ? ["what is like it is not provably the same"] : [];
    return { class: "statement-gone", evidence };
  }

  #pair(change: Change): ReturnType<typeof counterpartOf> {
    const old = this.from && placed(this.parser, change, this.from);
    const declared = old && this.from && declaredAt(this.from, old.site.file, old.site.declaration);
    return declared && this.from && counterpartOf(declared, this.from, this.to);
  }
}
