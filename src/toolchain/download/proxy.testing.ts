import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Web } from "../../host/memory.ts";
import { gorootFiles } from "../fake-go.testing.ts";
import { groupsOfThree } from "./checksum-database.ts";

// A log as RFC 6962 defines it, on its own: nothing here is of what it tests.

const hash = (...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();

/** The root over all records, by the definition. */
export function rootOf(records: readonly string[]): Buffer {
  const [one = ""] = records;
  if (records.length === 1) return hash(Buffer.of(0), one);
  const left = 2 ** Math.ceil(Math.log2(records.length) - 1);
  return hash(Buffer.of(1), rootOf(records.slice(0, left)), rootOf(records.slice(left)));
}

/** The bytes of a tile, 32 for each whole subtree of `256 ** level` records. */
export function tileOf(records: readonly string[], level: number, index: number, width: number): Buffer {
  const span = 256 ** level;
  const from = index * 256;
  const roots = Array.from({ length: width }, (_, at) =>
    rootOf(records.slice((from + at) * span, (from + at + 1) * span)),
  );
  return Buffer.concat(roots);
}

export interface Signer {
  readonly name: string;
  readonly privateKey: KeyObject;
  /** As GOSUMDB has it. */
  readonly verifierKey: string;
  readonly keyHash: Buffer;
}

export function signer(name = "sum.example.org"): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const key = Buffer.concat([Buffer.of(1), raw]);
  const keyHash = hash(`${name}\n`, key).subarray(0, 4);
  return {
    name,
    privateKey,
    keyHash,
    verifierKey: `${name}+${keyHash.toString("hex")}+${key.toString("base64")}`,
  };
}

export function signedNote(text: string, { name, privateKey, keyHash }: Signer): string {
  const signature = Buffer.concat([keyHash, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signature.toString("base64")}\n`;
}

/** A zip of stored files. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), common, path, data]);
    directory.push(Buffer.from("PK\x01\x02\x14\0"), common, place, path);
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

/** Go's `h1:` by its definition. */
export function h1Of(files: Readonly<Record<string, string>>): string {
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${hash(files[name] ?? "").toString("hex")}  ${name}\n`);
  return `h1:${hash(lines.join("")).toString("base64")}`;
}

const version = "v0.0.1-go1.24.3.linux-amd64";

/** The files of the module zip of a small go1.24.3. */
export const releaseFiles: Readonly<Record<string, string>> = {
  ...gorootFiles(`golang.org/toolchain@${version}`, "go1.24.3"),
  [`golang.org/toolchain@${version}/src/_go.mod`]: "module std\n",
};

/** Where the record of go1.24.3 stands in the log of a fake proxy: neither in the first tile nor in the last. */
const place = 300;
const logSize = 700;

export interface FakeProxy {
  readonly url: string;
  readonly gosumdb: string;
  readonly zip: Buffer;
  readonly signer: Signer;
  /** Answers by path: `/golang.org/toolchain/@v/list`. */
  readonly answers: Map<string, string | Uint8Array>;
  readonly web: Web;
}

/** A module proxy that has go1.24.3 and passes on questions to a checksum database, which has it, too. */
export function fakeProxy(url = "https://proxy.example.org"): FakeProxy {
  const zip = zipOf(releaseFiles);
  const by = signer();
  const module = "golang.org/toolchain";
  const records = Array.from({ length: logSize }, (_, id) => `example.org/m${id} v1.0.0 h1:${id}=\n`);
  const record = `${module} ${version} ${h1Of(releaseFiles)}\n${module} ${version}/go.mod h1:x=\n`;
  records[place] = record;
  const tree = `go.sum database tree\n${logSize}\n${rootOf(records).toString("base64")}\n`;
  const database = `/sumdb/${by.name}`;
  const answers = new Map<string, string | Uint8Array>([
    [
      `/${module}/@v/list`,
      ["go1.24.2", "go1.24.3", "go1.23.9"].map((name) => `v0.0.1-${name}.linux-amd64\n`).join(""),
    ],
    [`/${module}/@v/${version}.zip`, zip],
    [`${database}/supported`, ""],
    [`${database}/lookup/${module}@${version}`, `${place}\n${record}\n${signedNote(tree, by)}`],
    ...[0, 1].map(
      (at) => [`${database}/tile/8/0/${groupsOfThree(at)}`, tileOf(records, 0, at, 256)] as const,
    ),
    [`${database}/tile/8/0/002.p/${logSize - 512}`, tileOf(records, 0, 2, logSize - 512)],
    [`${database}/tile/8/1/000.p/2`, tileOf(records, 1, 0, 2)],
  ]);
  const web: Web = (asked) => {
    if (!asked.startsWith(`${url}/`)) return undefined;
    const body = answers.get(asked.slice(url.length));
    return body === undefined ? { status: 404, body: "not found" } : { body };
  };
  return { url, gosumdb: by.verifierKey, zip, signer: by, answers, web };
}

export const lookupPath = ({ signer }: FakeProxy): string =>
  `/sumdb/${signer.name}/lookup/golang.org/toolchain@${version}`;
export const zipPath = `/golang.org/toolchain/@v/${version}.zip`;
