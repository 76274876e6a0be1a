import { splitBrackets } from "./analysis/symbol.ts";

/**
 * A symbol or import path as it is on every machine. `go build` calls a package outside any module by its folder,
 * `_/home/user/lib`, of which the last name stays; and cgo puts a hash of its input into names.
 */
export function withoutMachine(text: string): string {
  return text
    .replace(/(?<![\w.])_\/(?:[^\s/"[\](){},;*]+\/)*/g, "_/")
    .replace(/(?<=_cgo(?:exp)?_)[0-9a-f]{12}(?=_)/g, "");
}

/** How symbols write a package path: Go's `objabi.PathToPrefix`. */
export function symbolPrefix(path: string): string {
  const slash = path.lastIndexOf("/");
  return [...Buffer.from(path)].map((byte, i) => escaped(byte, i > slash)).join("");
}

function escaped(byte: number, inLastName: boolean): string {
  const char = String.fromCharCode(byte);
  const plain = byte > 0x20 && byte < 0x7f && char !== "%" && char !== '"' && !(char === "." && inLastName);
  return plain ? char : `%${byte.toString(16).padStart(2, "0")}`;
}

/**
 * The names of what a function's symbol stands in, as far as it belongs to the package with that path: of
 * `lib.(*T[int]).Method.func1` it is `T`, `Method`, `func1`. Undefined where it belongs to another package, or to none.
 */
export function namesInPackage(symbol: string, path: string): string[] | undefined {
  const prefix = [`${symbolPrefix(path)}.`, '"".'].find((own) => symbol.startsWith(own)); // "" is go1.19's own package
  if (prefix === undefined) return undefined;
  const plain = splitBrackets(symbol.slice(prefix.length)).outside;
  return plain.replace(/^\(\*?(.*?)\)/, "$1").split(/[.·-]/);
}
