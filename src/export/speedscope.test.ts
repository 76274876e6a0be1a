import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { deep, evil, hostile, small, textOf } from "./samples.testing.ts";
import { exportSpeedscope } from "./speedscope.ts";

/** As speedscope publishes it. */
const schema = createRequire(import.meta.url).resolve("speedscope/dist/release/file-format-schema.json");
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync(schema, "utf8")) as object,
);

interface SpeedscopeFile {
  readonly profiles: readonly {
    readonly name: string;
    readonly startValue: number;
    readonly endValue: number;
    readonly events: readonly { readonly type: "O" | "C"; readonly frame: number; readonly at: number }[];
  }[];
  readonly shared: { readonly frames: readonly { readonly name: string }[] };
}

async function exported(files: readonly Uint8Array[]): Promise<SpeedscopeFile> {
  return JSON.parse(await textOf(exportSpeedscope, files)) as SpeedscopeFile;
}

it("writes a profile for each lane that has spans, its frames opening and closing", async () => {
  const { profiles, shared } = await exported(small);
  const shown = profiles.map(({ name, startValue, endValue, events }) => {
    const moments = events.map(({ type, frame, at }) =>
      type === "O" ? `${at}(${shared.frames[frame]!.name}` : `${at})`,
    );
    return `${name} ${startValue}..${endValue}: ${moments.join(" ")}`;
  });
  expect(shown).toEqual([
    "compile example.com/lib, main 0..100: 0(example.com/lib 10(fe:parse 30) 30(be:compile 35(walk lib.F 40) 80) 100)",
    "compile example.com/lib, worker 0 0..100: 42(lib.F 45(opt 49) 49(opt 55) 62)",
    "compile example.com/lib, file 0 0..100: 12(a.go 27)",
    "link main, main 50..80: 50(main 60(loadlib 65(x 80) 80) 80)",
  ]);
});

it("has each frame once, for all profiles", async () => {
  const { shared } = await exported([...small, ...small]);
  const names = shared.frames.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

it.each([
  ["an ordinary session", small],
  ["names that no format is made for", [hostile]],
  ["a deep stack", [deep(500)]],
  ["no process", []],
])("fits the schema of speedscope with %s", async (_what, files) => {
  validate(await exported(files));
  expect(validate.errors).toBeNull();
});

it("would be told of what does not fit the schema", async () => {
  const file = await exported(small);
  expect(validate({ ...file, shared: { frames: [{ name: 1 }] } })).toBe(false);
  expect(validate({ ...file, profiles: [{ ...file.profiles[0], unit: "fortnights" }] })).toBe(false);
});

it("keeps every name as it is", async () => {
  const { shared } = await exported([hostile]);
  expect(shared.frames.map(({ name }) => name)).toEqual(evil);
});

it("leaves out deeper levels", async () => {
  const text = await textOf(exportSpeedscope, small, "function");
  expect(text).toContain("lib.F");
  expect(text).not.toContain("opt");
});
