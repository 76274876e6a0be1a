import { expect, it } from "vitest";
import { markdown } from "./docs.ts";
import { goSource } from "./go.ts";
import { parseSchema } from "./schema.ts";
import { typescriptSource } from "./typescript.ts";

const text = `
version: 3
types:
  Part:
    doc: A part.
    fields:
      name: { type: text, doc: Its name. }
events:
  Made:
    id: 7
    level: phase
    tools: [compile]
    doc: Something was made.
    occurs: at-most-once
    required: success
    after: [Begun]
    fields:
      size: { type: integer, unit: bytes, doc: Its size. }
      parts: { type: [Part], doc: Its parts. }
      labels: { type: [text], doc: Its labels. }
      rate: { type: ratio, derived: true, doc: How much of it. }
  Begun:
    span: pass
    level: pass
    doc: A pass.
    occurs: any
    fields: {}
`;

it("makes Go structs that append their recorded fields in the order of the schema", () => {
  const go = goSource(parseSchema(text));
  expect(go).toContain("const schemaVersion = 3\n");
  expect(go).toContain("func (v *Made) id() uint64 { return 7 }\n");
  expect(go).toContain(`func (v *Made) append(e *encoder) {
	e.integer(v.Size)
	e.count(len(v.Parts))
	for i := range v.Parts {
		v.Parts[i].append(e)
	}
	e.count(len(v.Labels))
	for i := range v.Labels {
		e.text(v.Labels[i])
	}
}
`);
  expect(go).not.toContain("Rate");
  expect(go).not.toContain("Begun");
});

it("makes TypeScript types with units, and the table", () => {
  const source = typescriptSource(parseSchema(text), "schema.generated.ts");
  expect(source).toContain("  /** Its size. In bytes. */\n  readonly size: number;\n");
  expect(source).toContain("  readonly parts: readonly Part[];\n");
  expect(source).toContain("  readonly rate?: number;\n");
  expect(source).toContain(
    '{"name":"Begun","span":"pass","level":"pass","occurs":"any","after":[],"fields":[]}',
  );
});

it("makes a document with the rules of each event", () => {
  const rules = "| [Made](#made) | phase | at most once | status 0 | [Begun](#begun) |";
  expect(markdown(parseSchema(text))).toContain(rules);
});

it("refuses a schema that contradicts itself", () => {
  const wrong: Readonly<Record<string, readonly [from: string, to: string]>> = {
    "there is no event Other": ["after: [Begun]", "after: [Other]"],
    "there is no type Whole": ["type: [Part]", "type: [Whole]"],
    "there is no level deep": ["level: phase", "level: deep"],
    "needs an id or a span": ["span: pass", "id: 8\n    span: pass"],
    "the id 7 is taken": ["span: pass", "id: 7"],
    "it cannot occur twice": ["occurs: any", "occurs: twice"],
    "it cannot be required by chance": ["required: success", "required: chance"],
    "size has no doc": [", doc: Its size.", ""],
  };
  for (const [problem, [from, to]] of Object.entries(wrong))
    expect(() => parseSchema(text.replace(from, to)), problem).toThrow(problem);
});
