import { type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import { isLeaf, leavesOf } from "./leaves.ts";
import { innermost, listsIn, parts } from "./parts.ts";
import { PatternReader } from "./pattern-reader.ts";
import { distinct, type Entry, join, plainWay, type State, type Way, wayOf } from "./way.ts";

/** One way in which a pattern fits: what its leaves stand for in the target, and what its `$` names are bound to. */
export interface Match {
  /** The node of the target that a leaf of the pattern stands for, if that was asked for. */
  at(leaf: Node): Node | undefined;
  /** The bound source text; undefined for a name that the pattern does not bind. */
  text(name: string): string | undefined;
}

/** What the caller wants to know of a match. Ways that differ in nothing of it are one way. */
export interface Question {
  readonly leaves: ReadonlySet<Node>;
  readonly names: ReadonlySet<string>;
}

/** A pattern fits in so many ways that trying them all would take long. */
export class TooManyWaysError extends Error {
  override readonly name = "TooManyWaysError";
}

/** What one search may cost, in comparisons of two nodes: about a second. */
const mostCost = 10_000_000;

/** What it costs to join two ways, in comparisons of two nodes. */
const costOfJoin = 20;

/**
 * All ways in which `pattern` (a node of a tree made from an encoded pattern) fits `node`. White space and comments
 * do not count, nor do the commas and semicolons that Go lets one leave out. Throws `TooManyWaysError`.
 */
export function matches(
  pattern: SyntaxTree,
  top: Node,
  target: SyntaxTree,
  node: Node,
  question: Question,
): Match[] {
  return new Matcher(pattern, target, question).ways(top, node).map(({ entries }) => ({
    at: (leaf) => entries.find((entry) => entry.leaf === leaf)?.node,
    text: (name) => {
      const bound = entries.find((entry) => entry.name === name);
      return bound && textOf(target, bound.node);
    },
  }));
}

/**
 * Every part of the pattern is compared with a node once, whatever the parts before it fitted: the ways that come out
 * are joined afterwards. A list is matched from left to right with all ways abreast, so that `...` costs no more than
 * the length of the list.
 */
class Matcher {
  readonly #read: PatternReader;
  readonly #known = new Map<Node, Map<Node, readonly Way[]>>();
  #cost = 0;

  constructor(
    readonly pattern: SyntaxTree,
    readonly target: SyntaxTree,
    readonly question: Question,
  ) {
    this.#read = new PatternReader(pattern);
  }

  ways(p: Node, t: Node): readonly Way[] {
    this.#spend(1);
    const placeholder = this.#read.placeholder(p);
    if (placeholder?.kind === "one") return this.#bind(p, placeholder.name, t);
    if (p.kind !== t.kind) return [];
    if (isLeaf(p) || isLeaf(t))
      return textOf(this.pattern, p) === textOf(this.target, t) ? [wayOf(this.#entry(p, t))] : [];
    const wanted = this.#read.parts(p);
    const isOpen = this.#read.isOpenSignature(p);
    if (!isOpen && !wanted.some((node) => this.#read.isElision(node))) return this.#pairs(wanted, parts(t));
    const known = this.#known.get(p)?.get(t);
    if (known) return known;
    const present = parts(t);
    const ways = this.#whole(wanted, isOpen ? withoutResult(present, wanted) : present);
    this.#known.set(p, (this.#known.get(p) ?? new Map()).set(t, ways));
    return ways;
  }

  #spend(cost: number): void {
    this.#cost += cost;
    if (this.#cost > mostCost) throw new TooManyWaysError("too many ways");
  }

  /** Without elisions each of `wanted` fits the node in its place. */
  #pairs(wanted: readonly Node[], present: readonly Node[]): readonly Way[] {
    if (wanted.length !== present.length) return [];
    let ways: readonly Way[] = [plainWay];
    for (let index = 0; index < wanted.length && ways.length > 0; index++) {
      const own = this.ways(wanted[index] as Node, present[index] as Node);
      if (own.length !== 1 || own[0] !== plainWay)
        ways = ways.flatMap((way) => own.flatMap((one) => this.#join(way, one) ?? []));
    }
    return ways;
  }

  /** `wanted` fits the whole of `present`. */
  #whole(wanted: readonly Node[], present: readonly Node[]): readonly Way[] {
    const states = this.#steps(wanted, present, [{ at: 0, loose: false, way: plainWay }], true);
    return waysOf(states.filter(({ at, loose }) => loose || at === present.length));
  }

  /** `wanted` fits neighbours somewhere in `present`. */
  #within(wanted: readonly Node[], present: readonly Node[]): readonly Way[] {
    return waysOf(this.#steps(wanted, present, [{ at: 0, loose: true, way: plainWay }], false));
  }

  /** Takes the states past each of `wanted`, which must use up the list if it `fills` it. */
  #steps(wanted: readonly Node[], present: readonly Node[], from: readonly State[], fills: boolean): State[] {
    let states = [...from];
    for (let index = 0; index < wanted.length && states.length > 0; index++) {
      const p = wanted[index] as Node;
      const placeholder = this.#read.placeholder(p);
      const window = this.#window(wanted, index + 1, present.length, fills);
      if (placeholder?.kind === "deep-open") {
        const close = this.#closeOf(wanted, index);
        states = this.#deep(wanted.slice(index + 1, close), present, states);
        index = close;
      } else if (placeholder?.kind === "dots") states = states.map((state) => ({ ...state, loose: true }));
      else if (placeholder?.kind === "list")
        states = states.flatMap((state) => this.#list(p, placeholder.name, present, state, window));
      else states = this.#one(p, present, states, window);
      states = distinct(states);
    }
    return states;
  }

  /** Between which places the list may stand before `wanted[index]`, so that the rest of it still fits. */
  #window(wanted: readonly Node[], index: number, length: number, fills: boolean): Window {
    const rest = wanted.slice(index);
    const fixed = rest.filter((node) => !this.#read.isElision(node)).length;
    const isDeep = rest.some((node) => this.#read.placeholder(node)?.kind === "deep-close");
    const max = isDeep ? length : length - fixed;
    return { min: fills && fixed === rest.length ? max : 0, max };
  }

  /** The `...>` of the `<...` at `open`. */
  #closeOf(wanted: readonly Node[], open: number): number {
    let depth = 0;
    return wanted.findIndex((node, index) => {
      const kind = index < open ? undefined : this.#read.placeholder(node)?.kind;
      if (kind === "deep-open") depth++;
      return kind === "deep-close" && --depth === 0;
    });
  }

  #one(p: Node, present: readonly Node[], states: readonly State[], window: Window): State[] {
    const fits = new Map<number, readonly Way[]>();
    const fitting = (at: number): readonly Way[] => {
      const t = present[at];
      const ways = fits.get(at) ?? (t ? this.ways(p, t) : []);
      fits.set(at, ways);
      return ways;
    };
    let found: number[] | undefined;
    const first = Math.min(...states.filter(({ loose }) => loose).map(({ at }) => at));
    const places = (): number[] =>
      (found ??= range(Math.max(first, window.min - 1), window.max).filter((at) => fitting(at).length > 0));
    return states.flatMap(({ at, loose, way }) =>
      (loose ? places().filter((place) => place >= at) : [at]).flatMap((place) =>
        fitting(place).flatMap((own) => {
          const both = this.#join(way, own);
          return both ? [{ at: place + 1, loose: false, way: both }] : [];
        }),
      ),
    );
  }

  /** A named elision takes any number of nodes, the fewest first. */
  #list(leaf: Node, name: string, present: readonly Node[], state: State, { min, max }: Window): State[] {
    const starts = state.loose ? range(state.at, max + 1) : [state.at];
    return starts.flatMap((start) =>
      range(Math.max(start, min), max + 1).flatMap((end) => {
        const way = this.#join(state.way, this.#bindList(leaf, name, present.slice(start, end)));
        return way ? [{ at: end, loose: false, way }] : [];
      }),
    );
  }

  /** `<... P ...>`: P fits neighbours in this list, or in one below one of its nodes. */
  #deep(inner: readonly Node[], present: readonly Node[], states: readonly State[]): State[] {
    const from = states.map((state) => ({ ...state, loose: true }));
    const here = this.#steps(inner, present, from, false).map((state) => ({ ...state, loose: true }));
    const first = Math.min(...states.map(({ at }) => at));
    const below = range(first, present.length).flatMap((at) =>
      [...listsIn(present[at] as Node)].flatMap((list) =>
        this.#within(inner, list).map((way) => ({ at: at + 1, way })),
      ),
    );
    const there = states.flatMap((state) =>
      below
        .filter(({ at }) => at > state.at)
        .flatMap(({ at, way }) => {
          const both = this.#join(state.way, way);
          return both ? [{ at, loose: true, way: both }] : [];
        }),
    );
    return [...here, ...there];
  }

  #bind(p: Node, name: string, t: Node): readonly Way[] {
    if (!t.named || (t.kind === "expression_list" && parts(t).length > 1)) return [];
    return [wayOf([...this.#entry(innermost(p), t), ...this.#binding(name, t)])];
  }

  #bindList(p: Node, name: string, taken: readonly Node[]): Way {
    const leaf = innermost(p);
    const [first, last] = [taken[0], taken.at(-1)];
    const at = first?.from ?? 0;
    const span: Node = { ...(first ?? leaf), from: at, to: last?.to ?? at, children: taken };
    return wayOf([...this.#entry(leaf, span), ...this.#binding(name, span)]);
  }

  #entry(leaf: Node, node: Node): Entry[] {
    return this.question.leaves.has(leaf)
      ? [{ key: `${leaf.from}@${node.from}-${node.to}`, leaf, node }]
      : [];
  }

  #binding(name: string, node: Node): Entry[] {
    return this.question.names.has(name) ? [{ key: `${name}=${textOf(this.target, node)}`, name, node }] : [];
  }

  #join(a: Way, b: Way): Way | undefined {
    this.#spend(a.entries.length + b.entries.length > 1 ? costOfJoin : 1);
    return join(a, b, (left, right) => this.#tokens(left) === this.#tokens(right));
  }

  /** What a node says, whatever is between its tokens. */
  #tokens(node: Node): string {
    return leavesOf(node)
      .map((leaf) => textOf(this.target, leaf))
      .join("\u0000");
  }
}

/** Where a list may stand, both ends included. */
interface Window {
  readonly min: number;
  readonly max: number;
}

const waysOf = (states: readonly State[]): readonly Way[] =>
  distinct(states.map((state) => ({ ...state, at: 0, loose: true }))).map(({ way }) => way);

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

function withoutResult(present: readonly Node[], wanted: readonly Node[]): Node[] {
  const open = ["result", "type_parameters"].filter((field) => !wanted.some((node) => node.field === field));
  return present.filter((node) => !open.includes(node.field ?? ""));
}
