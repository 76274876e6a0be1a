/** About as much as a pipe takes at once. */
const chunkLength = 1 << 16;

/**
 * Encodes texts as UTF-8, by the pipeful. They come as lists, one for each process or so: a promise for each span would
 * take longer than its text. A lone surrogate comes out as U+FFFD.
 */
export async function* chunked(texts: AsyncIterable<Iterable<string>>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let buffer = "";
  for await (const list of texts) {
    for (const text of list) {
      buffer += text;
      if (buffer.length < chunkLength) continue;
      yield encoder.encode(buffer);
      buffer = "";
    }
  }
  if (buffer !== "") yield encoder.encode(buffer);
}
