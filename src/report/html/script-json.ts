/**
 * JSON that can stand between script tags: no `<`, so that nothing in it ends the element or begins a comment, and no
 * line separators. `JSON.parse` gives the same value.
 */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
