/** One entry of GOPROXY. */
export type Source =
  | { readonly kind: "proxy"; readonly url: string; readonly next: "if-missing" | "on-any-error" }
  | { readonly kind: "direct" }
  | { readonly kind: "off" };

/**
 * The entries of a GOPROXY, in order. As go reads it: after a comma the next is asked only where this one does not have it,
 * after a bar also when it fails; `direct` and `off` end the list; a name without a scheme is `https`. Throws an `Error` where
 * nothing is in it.
 */
export function parseProxyList(goproxy: string): readonly Source[] {
  const entries = [...goproxy.matchAll(/([^,|]*)([,|]|$)/g)];
  const sources = entries.flatMap(([, word = "", separator]) => sourceOf(word.trim(), separator === "|"));
  const end = sources.findIndex(({ kind }) => kind !== "proxy");
  if (sources.length === 0) throw new Error(`GOPROXY is "${goproxy}", which names no proxy`);
  return end < 0 ? sources : sources.slice(0, end + 1);
}

function sourceOf(word: string, bar: boolean): Source[] {
  if (word === "") return [];
  if (word === "direct" || word === "off") return [{ kind: word }];
  const url = (/:\//.test(word) ? word : `https://${word}`).replace(/\/+$/, "");
  return [{ kind: "proxy", url, next: bar ? "on-any-error" : "if-missing" }];
}
