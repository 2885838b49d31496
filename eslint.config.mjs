// @ts-check
import jest from "eslint-plugin-jest";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const ERRORS = {
  selector: "NewExpression[callee.name=/(Error$|^Invalid)/]",
  message: "Errors are named factories in the errors.ts of their area.",
};

export default defineConfig(
  globalIgnores(["**/node_modules/", "**/dist/", "cdktf.out/", ".bulwark/", "coverage/", "images/service/"]),
  {
    name: "everywhere",
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "prefer-const": "error",
    },
  },
  {
    name: "typescript",
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-params": ["error", 4],
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-restricted-syntax": ["error", ERRORS],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      // What an engine, a file or a program says is not always what its types say.
      "@typescript-eslint/no-unnecessary-condition": "off",
      // What one component states as a constant, another one derives.
      "@typescript-eslint/class-literal-property-style": "off",
      // A number in a text is plain; anything else is not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Constructs are made for their effect on the tree.
      "no-new": "off",
      // `map.get(key)!` where the key was just put there; the compiler checks everything else for undefined.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
    },
  },
  { name: "where errors are made", files: ["**/errors.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    name: "plain JavaScript",
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { sourceType: "commonjs" },
    rules: { "max-lines": ["error", 250], "no-console": ["error", { allow: ["error"] }] },
  },
  { name: "modules", files: ["**/*.mjs"], languageOptions: { sourceType: "module" } },
  {
    name: "what tests are made with",
    files: ["__tests__/**/*.ts"],
    rules: {
      // A test may make things fail.
      "no-restricted-syntax": "off",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      // A suite is one function of any length; the bodies in it are short.
      "max-lines-per-function": "off",
      // What is parsed or faked for a test is checked by the test.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/no-explicit-any": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowArray: true }],
    },
  },
  {
    name: "end-to-end tests",
    files: ["__tests__/e2e/**/*.ts"],
    // Each file deploys once; two files for one deployment would cost a second one.
    rules: { "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }] },
  },
  {
    name: "tests",
    files: ["__tests__/**/*.test.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": [
        "error",
        { assertFunctionNames: ["expect", "expect*", "check", "eventually", "fc.assert"] },
      ],
      "jest/no-focused-tests": "error",
      "jest/no-disabled-tests": "error",
      "jest/valid-expect": "error",
    },
  },
);
