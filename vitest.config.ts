import { defineConfig } from "vitest/config";

const quick = {
  testTimeout: 30_000, // for loaded machines
  maxWorkers: 2, // Vitest leaves one core free, which of two is half
};
const e2eTimeouts = { testTimeout: 600_000, hookTimeout: 1_200_000 };

/** End-to-end tests that no clock decides and that keep one core busy for long. */
const sideBySide = [
  "src/e2e/{audit,download,drift,export,history,patch,prove,synthetic,verify}*.e2e.test.ts",
  "scripts/admit.e2e.test.ts",
  "grammar-tests/**/*.release.test.ts",
];

/**
 * The test projects of the architecture: only those of `e2e` and `long` need Go, and of these a few a network. `long` is what CI has no
 * time for: `npm run long`.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          ...quick,
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: ["**/*.{e2e,long}.test.ts", "src/**/*.golden.test.ts"],
          isolate: false, // a process for each of a hundred files takes longer than the tests
        },
      },
      {
        test: {
          name: "grammar",
          ...quick,
          include: ["grammar-tests/**/*.test.ts"],
          exclude: ["grammar-tests/**/*.release.test.ts"],
        },
      },
      { test: { name: "golden", ...quick, include: ["src/**/*.golden.test.ts"] } },
      {
        test: {
          name: "e2e-side-by-side",
          include: sideBySide,
          ...e2eTimeouts,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["src/e2e/**/*.e2e.test.ts", "scripts/**/*.e2e.test.ts"],
          exclude: sideBySide,
          ...e2eTimeouts,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "long",
          include: ["src/e2e/**/*.long.test.ts"],
          ...e2eTimeouts,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
