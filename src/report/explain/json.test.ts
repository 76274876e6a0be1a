import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { explain } from "../../trace/explain/explain.ts";
import { buildOf } from "../../trace/rules/build.testing.ts";
import { advise } from "../../trace/rules/index.ts";
import { renderExplanationJson } from "./json.ts";

const processes = [
  {
    package: "lib",
    time: 3000,
    files: [{ file: "/src/lib/map.go", time: 30 }],
    imports: [{ name: "log", time: 20 }],
  },
  { package: "app", from: 4000, time: 300, functions: [{ name: "app.main", time: 90, values: 9 }] },
];
const miss = { package: "app", actionId: "build-app", running: 3e8, root: "app" };

it("is what the documented schema says, with what go did and why a package was compiled, or without", () => {
  const schema = new URL("../../../docs/explain.schema.json", import.meta.url);
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(schema, "utf8")));
  const graphed = buildOf({
    ...{ processes, graph: "app: 3500 4000 4300 < lib\n lib: 0 0 3500" },
    misses: { before: "s1", missed: [{ ...miss, cause: { kind: "dependency", package: "lib" } }] },
  });
  const advised = { ...graphed, analysis: { ...graphed.analysis, advice: advise(graphed) } };
  for (const build of [advised, buildOf({ processes })]) {
    const packages = explain(build, "*");
    const text = renderExplanationJson({ session: "/s", packages });
    expect(validate(JSON.parse(text)) || validate.errors).toBe(true);
    expect(validate({ ...JSON.parse(text), more: 1 })).toBe(false);
    expect(packages.map((one) => "action" in one)).toEqual([build === advised, build === advised]);
  }
});
