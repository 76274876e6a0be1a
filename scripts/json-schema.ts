import { Node, type Type, type Symbol as TypeSymbol } from "ts-morph";

/** A JSON schema, draft 2020-12, as far as our types need it. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of what JSON.stringify makes of a type: objects are closed, properties that may be undefined are optional,
 * named object types become definitions, and comments in the source become descriptions.
 */
export function jsonSchema(type: Type, node: Node, about: { readonly title: string }): Schema {
  const definitions = new Map<string, Schema>();
  const root = objectSchema(type, { node, definitions });
  const named = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: about.title,
    ...root,
    $defs: Object.fromEntries(named),
  };
}

interface Context {
  /** Where types are asked for. */
  readonly node: Node;
  readonly definitions: Map<string, Schema>;
}

function schemaOf(type: Type, context: Context): Schema {
  if (type.isUnion() && !type.isBoolean()) return unionSchema(type, context);
  if (type.isLiteral() && !type.isBoolean())
    return { const: type.getLiteralValue() ?? type.getText() === "true" };
  if (type.isString()) return { type: "string" };
  if (type.isNumber()) return { type: "number" };
  if (type.isBoolean()) return { type: "boolean" };
  const element = type.getArrayElementType();
  if (element) return { type: "array", items: schemaOf(element, context) };
  if (type.isObject() || type.isIntersection()) return reference(type, context);
  throw new Error(`no JSON schema for ${type.getText()}`);
}

function unionSchema(type: Type, context: Context): Schema {
  const members = type.getUnionTypes().filter((member) => !member.isUndefined());
  const [only] = members;
  if (only && members.length === 1) return schemaOf(only, context);
  if (members.every((member) => member.isBooleanLiteral())) return { type: "boolean" };
  if (members.every((member) => member.isLiteral()))
    return { enum: members.map((member) => member.getLiteralValue()) };
  return { oneOf: members.map((member) => schemaOf(member, context)) };
}

/** An interface is defined once under its name; a type without a name stands where it is used. */
function reference(type: Type, context: Context): Schema {
  const name = type.getSymbol()?.getName() ?? "__type";
  if (name === "__type" || type.getAliasSymbol() || type.getTypeArguments().length > 0)
    return objectSchema(type, context);
  if (!context.definitions.has(name)) {
    context.definitions.set(name, {}); // stands in while its own properties are read
    context.definitions.set(name, objectSchema(type, context));
  }
  return { $ref: `#/$defs/${name}` };
}

function objectSchema(type: Type, context: Context): Schema {
  const symbol = type.getSymbol();
  const index = type.getStringIndexType();
  if (index) return { type: "object", additionalProperties: schemaOf(index, context) };
  const properties = type.getProperties().map((property) => {
    const of = property.getTypeAtLocation(context.node);
    return {
      name: property.getName(),
      optional: property.isOptional() || hasUndefined(of),
      schema: described(property, schemaOf(of, context)),
    };
  });
  return {
    ...(symbol && description(symbol)),
    type: "object",
    properties: Object.fromEntries(properties.map(({ name, schema }) => [name, schema])),
    required: properties.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

const hasUndefined = (type: Type): boolean =>
  type.isUndefined() || (type.isUnion() && type.getUnionTypes().some((member) => member.isUndefined()));

const described = (symbol: TypeSymbol, schema: Schema): Schema => ({ ...description(symbol), ...schema });

function description(symbol: TypeSymbol): Schema {
  const texts = symbol
    .getDeclarations()
    .flatMap((declaration) => (Node.isJSDocable(declaration) ? declaration.getJsDocs() : []))
    .map((doc) =>
      doc
        .getDescription()
        .trim()
        .replace(/\s*\n\s*/g, " "),
    );
  return texts.length > 0 ? { description: texts.join(" ") } : {};
}
