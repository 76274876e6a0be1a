import { compiledObject, membersOf, type ObjectFile } from "./file.ts";
import type { GoObject } from "./object.ts";
import type { ObjectTables } from "./tables.ts";

/**
 * The names of functions by package and number. Objects refer to what they inline from other packages by number only;
 * the name stands in the object of that package.
 */
export class DefinedNames {
  private readonly files: ReadonlyMap<string, ObjectFile>;

  /** `cache`, by id of the file, may be shared by both sides of a comparison. */
  constructor(
    files: readonly ObjectFile[],
    private readonly tables: ObjectTables,
    private readonly cache: Map<string, GoObject | undefined>,
  ) {
    this.files = new Map(files.map((file) => [file.package, file]));
  }

  /** Makes the names of these packages available. */
  async load(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      const file = this.files.get(path);
      if (file && !this.cache.has(file.id))
        this.cache.set(file.id, compiledObject(await membersOf(file), this.tables, path));
    }
  }

  /** The name of a function by the number of its symbol; other symbols have none. */
  name(path: string, index: number): string | undefined {
    const object = this.cache.get(this.files.get(path)?.id ?? "");
    return object && index < object.definitions && object.isFunction(index) ? object.name(index) : undefined;
  }
}
