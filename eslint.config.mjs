import js from "@eslint/js";
import tseslint from "typescript-eslint";

const lengths = {
  "max-lines": ["error", { max: 400 }],
  "max-lines-per-function": ["error", { max: 60 }],
};

export default tseslint.config(
  { ignores: ["dist/", "out/", ".cache/", "node_modules/", "coverage/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...lengths,
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // A suite is one long callback by design; its tests are what has to stay short.
    files: ["test/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off", "no-console": "off" },
  },
  {
    // Scripts talk to the person who runs them; their types are checked by tsc, through JSDoc.
    files: ["**/*.mjs"],
    rules: { ...lengths, eqeqeq: "error", "no-undef": "off" },
  },
  { files: ["*.config.mts"], extends: [tseslint.configs.strict], rules: lengths },
);
