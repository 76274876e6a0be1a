/**
 * Writes the table of real history into docs/upgrade.md: npm run history. The shipped patch set, as if only go1.22 were
 * known, is planned on every other release on this machine, as it is and repaired, beside a line diff of the same changes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releases } from "../src/e2e/shared.testing.ts";
import { packageRoot } from "../src/host/package.ts";
import { history } from "./history/history.ts";
import { renderRow, withTable } from "./history/table.ts";

const all = await releases();
const known = all.find(({ version }) => version.minor === 22);
if (!known) throw new Error("go1.22 is not on this machine: GOTOOLCHAIN=go1.22.12 go env GOROOT fetches it");
const document = join(packageRoot(), "docs/upgrade.md");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-history-"));
try {
  const rows = await history(
    known,
    all.filter((release) => release !== known),
    scratch,
  );
  process.stdout.write(rows.map(renderRow).join(""));
  writeFileSync(document, withTable(readFileSync(document, "utf8"), rows));
} finally {
  rmSync(scratch, { recursive: true });
}
