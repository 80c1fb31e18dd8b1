// Rules for the scripts. Names that do not exist are found by tsc (tsconfig.json), so no-undef is off.
import js from "@eslint/js";

export default [
  { ignores: ["**/node_modules/", ".venv/", ".cache/", "site/"] },
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off",
      "array-callback-return": "error",
      "consistent-return": "error",
      "default-param-last": "error",
      eqeqeq: "error",
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 50, skipComments: true }],
      "max-params": ["error", 5],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      // Texts of readers and of the archive must never become markup.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Use textContent or append." },
        { property: "outerHTML", message: "Use textContent or append." },
        { property: "insertAdjacentHTML", message: "Use textContent or append." },
      ],
    },
  },
  // Runs before the page is painted, and is no module.
  { files: ["docs/assets/scripts/early.js"], languageOptions: { sourceType: "script" } },
  // Tests run in Node.
  { files: ["tests/scripts/*.mjs"], rules: { "max-lines-per-function": "off" } },
];
