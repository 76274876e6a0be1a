/** The architectures that Go's compiler makes code for, as GOARCH names them. */
export const goArchitectures: readonly string[] =
  "386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm".split(" ");
