/** Chunks of a file, put together as far as a decoder needs them: what it has not taken stands before the next one. */
export class ByteQueue {
  /** Offset in the file of the first byte that has not been taken. */
  offset = 0;
  private parts: Uint8Array[] = [];
  private length = 0;
  private wanted = 1;

  push(chunk: Uint8Array): void {
    this.parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)); // parts of a Buffer are slow to make
    this.length += chunk.length;
  }

  /** What has not been taken; undefined while it is less than the decoder wants. It must not be changed. */
  peek(): Uint8Array | undefined {
    return this.length < this.wanted ? undefined : this.rest();
  }

  /** Whatever there is. */
  rest(): Uint8Array {
    if (this.parts.length !== 1) this.parts = [concatenated(this.parts, this.length)];
    return this.parts[0]!;
  }

  /** Takes bytes off the front. From now on there is nothing to see before `wanted` bytes are there. */
  take(count: number, wanted = 1): void {
    this.parts = [this.rest().subarray(count)];
    this.length -= count;
    this.offset += count;
    this.wanted = wanted;
  }
}

function concatenated(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
