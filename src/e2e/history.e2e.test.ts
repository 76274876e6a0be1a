import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { history } from "../../scripts/history/history.ts";
import { renderRow } from "../../scripts/history/table.ts";
import { packageRoot } from "../host/package.ts";
import { releases } from "./shared.testing.ts";

const scratch = mkdtempSync(join(tmpdir(), "traceinject-history-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const all = await releases();
const known = all.find(({ version }) => version.minor === 22);
const later = all.find(({ version }) => version.minor === 24);

test.skipIf(!known || !later)("docs/upgrade.md says of go1.24 what the script says", async () => {
  const rows = await history(known!, [later!], scratch);
  const document = readFileSync(join(packageRoot(), "docs/upgrade.md"), "utf8");
  expect(document, "npm run history writes the table").toContain(rows.map(renderRow).join(""));
});
