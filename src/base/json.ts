/** What a text says as JSON; undefined where it is none, as of a file that was cut off. Whether it is a `T` is the caller's to know. */
export function parsedJson<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
