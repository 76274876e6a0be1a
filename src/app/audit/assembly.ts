import type { SourceEvidence, SourceFile } from "../../audit/source/comparison.ts";
import type { Host } from "../../host/host.ts";
import { type AsmConstants, pairAsmHeaders, readAsmConstants } from "../../toolchain/asm-headers.ts";
import { packagesWithAssembly } from "../../toolchain/assembly.ts";
import { type VetProblem, vetAssembly, vetReport } from "../../toolchain/vet.ts";
import type { Workshop } from "../../toolchain/workshop.ts";
import { packagesOf } from "./sides.ts";

/** What Go's own tools say of the assembly in the changed packages, as one side of the sources stands. */
interface Testimony {
  readonly packages: readonly string[];
  readonly problems: readonly VetProblem[];
  readonly constants: ReadonlyMap<string, AsmConstants>;
}

/** Asks go vet and the compiler about the changed packages that hold assembly. Where there are none it costs nothing. */
export class AssemblyWitness {
  constructor(
    readonly host: Host,
    readonly workshop: Workshop,
    readonly files: readonly SourceFile[],
  ) {}

  /** About the sources that the workshop holds now. Throws `go-command-failed`. */
  async ask(): Promise<Testimony> {
    const { host, workshop } = this;
    const packages = await packagesWithAssembly(host, workshop.goroot, packagesOf(this.files));
    return {
      packages,
      problems: await vetAssembly(workshop, packages),
      constants: await readAsmConstants(host, workshop, packages, workshop.scratch),
    };
  }

  compare(before: Testimony, after: Testimony): Pick<SourceEvidence, "vet" | "asmHeaders"> {
    if (after.packages.length === 0) return { vet: undefined, asmHeaders: undefined };
    return {
      vet: vetReport(after.packages, before.problems, after.problems),
      asmHeaders: pairAsmHeaders(before.constants, after.constants),
    };
  }
}
