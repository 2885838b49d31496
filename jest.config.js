/** Three projects: `unit` is fast and needs nothing, `cdktn` is the same on cdktf's maintained fork, `e2e` runs real programs. */
const common = {
  rootDir: __dirname,
  testEnvironment: "node",
  // A throw-away engine has a temporary folder of its own, where nothing would be found again.
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  transform: { "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/hang-guard.js"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/images/service/"],
};

const synthesizing = { setupFiles: ["<rootDir>/__tests__/support/output-folder.js"] };

const unitTests = {
  ...synthesizing,
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/__tests__/e2e/"],
};

module.exports = {
  // Jest leaves one core free otherwise, which on two cores is half the machine.
  maxWorkers: "100%",
  projects: [
    { ...common, ...unitTests, displayName: "unit" },
    {
      ...common,
      ...synthesizing,
      testMatch: ["<rootDir>/__tests__/{main,constructs,stacks}/**/*.test.ts"],
      displayName: "cdktn",
      globals: { cdktfLibrary: "cdktn" },
      moduleNameMapper: { "^cdktf$": "cdktn", "^cdktf/(.*)$": "cdktn/$1" },
    },
    {
      ...common,
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
    },
  ],
};
