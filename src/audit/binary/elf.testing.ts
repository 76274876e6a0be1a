export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

export const u64 = (value: number): Buffer => Buffer.concat([u32(value), u32(Math.floor(value / 2 ** 32))]);

const u16 = (value: number): Buffer => u32(value).subarray(0, 2);

export interface TestSection {
  readonly name: string;
  /** 0: it is not loaded. */
  readonly address: number;
  readonly data: Buffer;
}

/** A 64-bit little-endian ELF file with these sections. */
export function elfFile(machine: number, sections: readonly TestSection[], entry = 0): Buffer {
  const names = Buffer.from(["", ...sections.map(({ name }) => name), ".shstrtab", ""].join("\0"));
  const all = [
    { name: "", address: 0, data: Buffer.alloc(0) },
    ...sections,
    { name: ".shstrtab", address: 0, data: names },
  ];
  let offset = 64;
  const headers = all.map(({ name, address, data }) => {
    const at = name === "" ? 0 : names.indexOf(`\0${name}\0`) + 1;
    const fields = [u64(address === 0 ? 0 : 2), u64(address), u64(offset), u64(data.length)];
    offset += data.length;
    return Buffer.concat([u32(at), u32(1), ...fields, Buffer.alloc(24)]);
  });
  const identification = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array<number>(9).fill(0)]);
  const counts = [64, 0, 0, 64, all.length, all.length - 1].map(u16);
  const header = [
    identification,
    u16(2),
    u16(machine),
    u32(1),
    u64(entry),
    u64(0),
    u64(offset),
    u32(0),
    ...counts,
  ];
  return Buffer.concat([...header, ...all.map(({ data }) => data), ...headers]);
}
