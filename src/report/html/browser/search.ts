/** Which texts hold every word of a query, in any order and in upper or lower case. */
export type Match = (text: string) => boolean;

/** Nothing at all where there is no word in the query: then everything matches. */
export function matcher(query: string): Match | undefined {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return undefined;
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}
