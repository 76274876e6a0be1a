// Prints what a run of vitest came to, from its JSON report, as one line: N passed, N failed, N skipped.
// A file that could not be loaded has no tests, but it failed.
import { readFileSync } from "node:fs";

const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
const broken = report.testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.length === 0,
);
const skipped = report.numPendingTests + report.numTodoTests;
console.log(
  `${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed, ${skipped} skipped`,
);
