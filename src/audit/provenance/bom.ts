import { sha256 } from "../../base/fingerprint.ts";
import { type Hashes, sortedHashes, type ToolchainFacts } from "./facts.ts";
import { releasePurl } from "./slsa.ts";

/** A CycloneDX bill of materials, version 1.6, as far as we fill it. https://cyclonedx.org/docs/1.6/json */
export interface Bom {
  readonly bomFormat: "CycloneDX";
  readonly specVersion: "1.6";
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

export interface Component {
  readonly "bom-ref": string;
  readonly type: "application" | "library" | "file" | "data";
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: "SHA-256"; readonly content: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

/** What went into a toolchain: the release, the patch set and its files, traceinject and the packages it runs with. */
export function billOfMaterials(facts: ToolchainFacts): Bom {
  const made = toolchain(facts);
  const release = releaseOf(facts);
  const set = patchSetOf(facts);
  const files = filesOf("patch", facts.patchSet.files);
  const ours = traceinjectOf(facts);
  const packages = packagesOf(facts);
  const content = {
    metadata: { component: made },
    components: [release, set, ...files, ours, ...packages],
    dependencies: [
      { ref: made["bom-ref"], dependsOn: refs([release, set, ours]) },
      { ref: set["bom-ref"], dependsOn: refs(files) },
      { ref: ours["bom-ref"], dependsOn: refs(packages) },
    ],
  };
  const head = { bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: serialOf(content) } as const;
  return { ...head, version: 1, ...content };
}

const refs = (components: readonly Component[]): string[] =>
  components.map((component) => component["bom-ref"]);

function toolchain({ name, base, fingerprint, tree }: ToolchainFacts): Component {
  return {
    "bom-ref": "toolchain",
    type: "application",
    name,
    version: base.version,
    properties: properties({ fingerprint, dirHash1: tree }),
  };
}

function releaseOf({ base: { version, goos, goarch, digest, dirHash1 } }: ToolchainFacts): Component {
  return {
    "bom-ref": "go",
    type: "application",
    name: "go",
    version,
    purl: releasePurl(version),
    // No `hashes`: those are of one file, the release is a folder.
    properties: properties({ dirHash1, digest, platform: `${goos}/${goarch}` }),
  };
}

function patchSetOf({ patchSet: { name, fingerprint } }: ToolchainFacts): Component {
  return { "bom-ref": "patch-set", type: "data", name, properties: properties({ fingerprint }) };
}

function filesOf(prefix: string, hashes: Hashes): Component[] {
  return sortedHashes(hashes).map(([path, content]) => ({
    "bom-ref": `${prefix}/${path}`,
    type: "file",
    name: path,
    hashes: [{ alg: "SHA-256", content }],
  }));
}

function traceinjectOf({ traceinject: { version } }: ToolchainFacts): Component {
  return { "bom-ref": "traceinject", type: "application", name: "traceinject", version };
}

function packagesOf({ traceinject }: ToolchainFacts): Component[] {
  return Object.entries(traceinject.dependencies)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => {
      const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
      return { "bom-ref": purl, type: "library", name, version, purl };
    });
}

function properties(values: Readonly<Record<string, string>>): NonNullable<Component["properties"]> {
  return Object.entries(values).map(([name, value]) => ({ name: `traceinject:${name}`, value }));
}

/** A UUID by content (version 8 of RFC 9562, made from a SHA-256), so that equal bills have equal bytes. */
function serialOf(content: unknown): string {
  const hex = sha256(JSON.stringify(content));
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return `urn:uuid:${parts.join("-")}-${hex.slice(20, 32)}`;
}
