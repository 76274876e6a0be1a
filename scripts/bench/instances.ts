import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The import path of the package that `writeInstances` makes. */
export const instancesPackage = "example.com/instances";

/** Writes a module whose one package is little but instances: `types` types, and some generic functions for each. */
export function writeInstances(dir: string, types: number): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "go.mod"), `module ${instancesPackage}\n\ngo 1.21\n`);
  const uses = Array.from({ length: types }, (_, i) => [
    `type t${i} struct { key [${i + 1}]byte; n int }`,
    `func F${i}(list []t${i}) (int, []t${i}) { return All(list, func(a, b t${i}) int { return a.n - b.n }) }`,
  ]);
  writeFileSync(join(dir, "instances.go"), [generic, ...uses.flat(), ""].join("\n"));
}

const generic = `package instances

import "slices"

type tree[T any] struct {
	left, right *tree[T]
	value       T
}

func (t *tree[T]) add(v T, compare func(a, b T) int) *tree[T] {
	switch {
	case t == nil:
		return &tree[T]{value: v}
	case compare(v, t.value) < 0:
		t.left = t.left.add(v, compare)
	default:
		t.right = t.right.add(v, compare)
	}
	return t
}

func (t *tree[T]) each(f func(T)) {
	if t != nil {
		t.left.each(f)
		f(t.value)
		t.right.each(f)
	}
}

func Map[T, U any](list []T, f func(T) U) []U {
	out := make([]U, 0, len(list))
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

func All[T any](list []T, compare func(a, b T) int) (int, []T) {
	var root *tree[T]
	for _, v := range list {
		root = root.add(v, compare)
	}
	var sorted []T
	root.each(func(v T) { sorted = append(sorted, v) })
	slices.SortFunc(list, compare)
	at, _ := slices.BinarySearchFunc(list, list[0], compare)
	return at + len(Map(list, func(v T) *T { return &v })), slices.CompactFunc(sorted, func(a, b T) bool { return compare(a, b) == 0 })
}
`;
