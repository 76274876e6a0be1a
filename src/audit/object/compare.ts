import { exportData } from "./archive.ts";
import type { ComparedPackage, ObjectComparison, ObjectFunction } from "./comparison.ts";
import { Differences } from "./differences.ts";
import { sameExports } from "./exports.ts";
import { codeMembers, membersOf, type ObjectFile } from "./file.ts";
import { DefinedNames } from "./imports.ts";
import { NamedObject } from "./named.ts";
import { Names } from "./names.ts";
import { GoObject } from "./object.ts";
import { type Side, sideOf, unnamedPackages } from "./side.ts";
import type { ObjectTables } from "./tables.ts";

/** The object files of all packages of one tool, as built from stock and from instrumented sources. */
export interface ObjectFiles {
  readonly stock: readonly ObjectFile[];
  readonly instrumented: readonly ObjectFile[];
  /** Of the release that wrote both. */
  readonly tables: ObjectTables;
  readonly goarch: string;
}

/** Compares the objects, package by package; those of the same id are not read. Throws `unknown-object-format`. */
export async function compareObjects(files: ObjectFiles): Promise<ObjectComparison> {
  const comparer = new PackageComparer(files);
  const stock = new Map(files.stock.map((file) => [file.package, file]));
  const instrumented = new Map(files.instrumented.map((file) => [file.package, file]));
  const packages: ComparedPackage[] = [];
  for (const path of [...new Set([...stock.keys(), ...instrumented.keys()])].sort())
    packages.push(await comparer.compare(path, stock.get(path), instrumented.get(path)));
  return { packages, ...comparer.result(), knowsLinknames: files.tables.linknameFlag !== 0 };
}

class PackageComparer {
  private readonly differences = new Differences();
  private readonly quantum: number;
  private readonly defined: { readonly stock: DefinedNames; readonly instrumented: DefinedNames };

  constructor(private readonly files: ObjectFiles) {
    const objects = new Map<string, GoObject | undefined>();
    this.quantum = files.tables.pcQuantum[files.goarch] ?? 1;
    this.defined = {
      stock: new DefinedNames(files.stock, files.tables, objects),
      instrumented: new DefinedNames(files.instrumented, files.tables, objects),
    };
  }

  async compare(
    path: string,
    a: ObjectFile | undefined,
    b: ObjectFile | undefined,
  ): Promise<ComparedPackage> {
    if (a && b && a.id === b.id) return { path, kind: "identical", sameExports: true };
    const [before, after] = [a ? await membersOf(a) : [], b ? await membersOf(b) : []];
    await this.compareMembers(path, codeMembers(before), codeMembers(after));
    if (!a) return { path, kind: "added", sameExports: undefined };
    if (!b) return { path, kind: "removed", sameExports: undefined };
    const [exportsA, exportsB] = [exportData(before), exportData(after)];
    return { path, kind: "compared", sameExports: exportsA && exportsB && sameExports(exportsA, exportsB) };
  }

  /** All lists, sorted. */
  result(): Omit<ObjectComparison, "packages" | "knowsLinknames"> {
    const { compared, identical, instrumented, changed, renamed, added, removed, data } = this.differences;
    return {
      functions: { compared, identical },
      instrumented: instrumented.sort(byName),
      changed: changed.sort((a, b) => byName(a.after, b.after)),
      renamed: renamed.sort((a, b) => byName(a.after, b.after)),
      added: added.sort(byName),
      removed: removed.sort(byName),
      data: data.sort(byName),
    };
  }

  private async compareMembers(
    path: string,
    before: ReadonlyMap<string, Buffer>,
    after: ReadonlyMap<string, Buffer>,
  ): Promise<void> {
    for (const member of new Set([...before.keys(), ...after.keys()]))
      await this.compareMember(path, member, before.get(member), after.get(member));
  }

  private async compareMember(
    path: string,
    member: string,
    before: Buffer | undefined,
    after: Buffer | undefined,
  ): Promise<void> {
    if (before && after && before.equals(after)) return;
    const names = new Names();
    const a = before && (await this.side(path, before, names, this.defined.stock));
    const b = after && (await this.side(path, after, names, this.defined.instrumented));
    if (a && b) this.differences.addPair(a, b);
    else if (a) this.differences.addAlone(a, "removed");
    else if (b) this.differences.addAlone(b, "added");
    else this.differences.data.push({ package: path, name: member, kind: "changed" });
  }

  private async side(
    path: string,
    member: Buffer,
    names: Names,
    defined: DefinedNames,
  ): Promise<Side | undefined> {
    const object = GoObject.in(member, this.files.tables, path);
    if (!object) return undefined;
    const named = new NamedObject(object, names, (imported, index) => defined.name(imported, index));
    const side = sideOf(named, path, this.quantum);
    await defined.load(unnamedPackages(side));
    return side;
  }
}

function byName(a: Sortable, b: Sortable): number {
  return compareText(a.package, b.package) || compareText(a.name, b.name);
}

type Sortable = Pick<ObjectFunction, "package" | "name">;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
