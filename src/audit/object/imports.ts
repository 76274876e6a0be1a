import { compiledObject, membersOf, type ObjectFile } from "./file.ts";
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
    private readonly cache: Map<string, readonly string[]>,
  ) {
    this.files = new Map(files.map((file) => [file.package, file]));
  }

  /** Makes the names of these packages available. */
  async load(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      const file = this.files.get(path);
      if (file && !this.cache.has(file.id)) this.cache.set(file.id, await functionNames(file, this.tables));
    }
  }

  name(path: string, index: number): string | undefined {
    return this.cache.get(this.files.get(path)?.id ?? "")?.[index];
  }
}

/** The names of the functions of a package by the number of their symbol; other symbols have none. */
async function functionNames(file: ObjectFile, tables: ObjectTables): Promise<string[]> {
  const object = compiledObject(await membersOf(file), tables, file.package);
  const names: string[] = [];
  for (let symbol = 0; symbol < (object?.definitions ?? 0); symbol++)
    if (object!.isFunction(symbol)) names[symbol] = object!.name(symbol);
  return names;
}
