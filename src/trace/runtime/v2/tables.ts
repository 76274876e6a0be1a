import { ByteReader, utf8Text } from "../../decode/bytes.ts";
import type { NameTable } from "../../decode/names.ts";
import { outermostFunction } from "../stack.ts";
import { eventNumber } from "./events.ts";

/** A stack of so many frames is cut off: its outermost function is not the one that the goroutine began with. */
const deepestStack = 128;

/**
 * The tables of a generation, which stand anywhere in it, mostly at its end. They are kept as bytes and searched once it
 * is known what is wanted of them: most strings are only of stacks.
 */
export class Tables {
  private readonly strings: Uint8Array[] = [];
  private readonly stacks: Uint8Array[] = [];

  /** Takes a batch that is part of a table; false for any other. */
  take(content: Uint8Array): boolean {
    const kind = content[0];
    if (kind === eventNumber.Strings) this.strings.push(content);
    else if (kind === eventNumber.Stacks) this.stacks.push(content);
    else return false;
    return true;
  }

  /** The number of the string that is the outermost function, by number of the stack. */
  rootFunctions(wanted: ReadonlySet<number>): Map<number, number> {
    const found = new Map<number, number>();
    for (const content of wanted.size > 0 ? this.stacks : []) {
      const reader = new ByteReader(content, 1);
      while (!reader.atEnd) {
        if (reader.byte() !== eventNumber.Stack) break;
        const id = reader.varint();
        const frames = reader.varint();
        const root = outermostFunction(reader, frames);
        if (!reader.failed && frames > 0 && frames < deepestStack && wanted.has(id)) found.set(id, root);
      }
    }
    return found;
  }

  /** Puts strings into the names of the trace: their indexes there, by number of the string. */
  texts(wanted: ReadonlySet<number>, names: NameTable): Map<number, number> {
    const found = new Map<number, number>();
    for (const content of wanted.size > 0 ? this.strings : []) {
      const reader = new ByteReader(content, 1);
      while (!reader.atEnd) {
        if (reader.byte() !== eventNumber.String) break;
        const id = reader.varint();
        const text = reader.slice();
        if (!reader.failed && wanted.has(id)) found.set(id, names.id(utf8Text(text)));
      }
    }
    return found;
  }
}
