import { command } from "../command.ts";
import { jsonOption } from "../options.ts";
import { damaged } from "../print.ts";

export const explain = command({
  usage: "explain <package>",
  summary:
    "Explain one package of a recorded build: what it waited for, why it was compiled, what took the time",
  description: `Tells when its compile was ready and what it waited for, its place on the critical path, why the build cache did not
have it (compared with the session before of the same folder and go command), and its phases, functions, passes, generic
declarations, dependencies and files. A test variant is a package of its own: \`lib [lib.test]\`.

docs/explain.schema.json says what --json writes. Exit code 1 where traces are damaged.`,
  examples: [
    ["explain net/http", "One package of the latest session"],
    ["explain ./lib", "The package of a folder, as go names it; ./... are all from here on"],
    ["explain 'example.com/app/*' --top 3", "All packages that fit a glob, with short tables"],
    ["explain example.com/app --session 9f0c2a", "In another session"],
    ["explain net/http --json", "Every figure, in nanoseconds and bytes"],
  ],
  positionals: {
    package: {
      type: "string",
      demandOption: true,
      describe: "Import path, folder, or a list of both with globs: `net/*,!./http`",
    },
  },
  options: {
    session: {
      type: "string",
      default: "latest",
      requiresArg: true,
      describe: "Id of a session, the begin or the end of one, or a folder",
    },
    top: { type: "number", default: 5, requiresArg: true, describe: "Rows of a table" },
    ...jsonOption,
  },
  completes: { package: "packages", session: "session" },
  async run({ package: globs, session, top, ...options }, { host, io, colors }) {
    const { explainPackages } = await import("../../app/explain.ts");
    const { renderExplanationJson } = await import("../../report/explain/json.ts");
    const { renderExplanations } = await import("../../report/explain/text.ts");
    const { hasProblem } = await import("../../trace/finding.ts");
    const { findings, ...found } = await explainPackages(host, session, globs);
    const screen = { top, width: io.columns, colour: colors.isColorSupported };
    const path = found.path === undefined ? {} : { path: found.path };
    io.stdout(
      options.json
        ? renderExplanationJson(found)
        : renderExplanations(found.packages, { ...screen, ...path }),
    );
    if (!hasProblem(findings)) return 0;
    io.stderr(damaged);
    return 1;
  },
});
