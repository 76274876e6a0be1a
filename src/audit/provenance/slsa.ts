import { sortedHashes, type ToolchainFacts } from "./facts.ts";
import { type Statement, statement } from "./statement.ts";

/** The SLSA build provenance, version 1, as far as a build without a clock or a service fills it. */
export interface SlsaProvenance {
  readonly buildDefinition: {
    readonly buildType: string;
    /** What a caller chooses. */
    readonly externalParameters: Readonly<Record<string, unknown>>;
    /** What follows from that and from our version. */
    readonly internalParameters: Readonly<Record<string, unknown>>;
    readonly resolvedDependencies: readonly ResourceDescriptor[];
  };
  readonly runDetails: {
    readonly builder: { readonly id: string; readonly version: Readonly<Record<string, string>> };
    readonly metadata: { readonly invocationId: string };
  };
}

/** Something that went in, as in-toto describes resources. */
export interface ResourceDescriptor {
  readonly name: string;
  readonly uri?: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** How a toolchain and its tools were made. */
export function provenanceStatement(facts: ToolchainFacts): Statement<SlsaProvenance> {
  const { base, patchSet, recipe, fingerprint, traceinject } = facts;
  return statement(facts, "https://slsa.dev/provenance/v1", {
    buildDefinition: {
      buildType: "urn:traceinject:instrumented-toolchain:v1",
      externalParameters: {
        release: base.version,
        platform: `${base.goos}/${base.goarch}`,
        patchSet: { name: patchSet.name, fingerprint: patchSet.fingerprint },
      },
      internalParameters: { fingerprint, baseDigest: base.digest, recipe },
      resolvedDependencies: dependencies(facts),
    },
    runDetails: {
      builder: { id: "urn:traceinject:builder", version: { traceinject: traceinject.version } },
      // The same inputs give the same bytes: a name for the run that no clock is in.
      metadata: { invocationId: fingerprint },
    },
  });
}

function dependencies({ base, patchSet }: ToolchainFacts): ResourceDescriptor[] {
  const release = { name: base.version, uri: releasePurl(base.version), digest: { dirHash1: base.dirHash1 } };
  const patches = sortedHashes(patchSet.files).map(([path, sha256]) => ({
    name: `${patchSet.name}/${path}`,
    digest: { sha256 },
  }));
  return [release, ...patches];
}

/** The package URL of a Go release: `pkg:generic/go@1.26.8`. There is no type for Go itself. */
export function releasePurl(version: string): string {
  return `pkg:generic/go@${encodeURIComponent(version.replace(/^go/, ""))}`;
}
