/** What the linter holds people to; docs/conventions.md says it in words. Form is Prettier's, layout dependency-cruiser's. */
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import { layout } from './tools/lint/layout.ts'
import { longFile } from './tools/lint/long-file.ts'
import { noRawText } from './tools/lint/no-raw-text.ts'

const house = { rules: { layout, 'long-file': longFile, 'no-raw-text': noRawText } }

export default ts.config(
  {
    ignores: [
      'node_modules/',
      'build/',
      '.svelte-kit/',
      'data/',
      'screenshots/',
      'test-results/',
      'playwright-report/',
      'src/platform/i18n/generated/'
    ]
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    plugins: { house },
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-console': 'error',
      'house/long-file': 'error',
      // TypeScript knows which names exist, overloads and types included.
      'no-undef': 'off',
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-irregular-whitespace': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-useless-escape': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' }
      ]
    }
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error'
    }
  },
  {
    files: ['src/kernel/**/*.ts', 'src/analytics/**/*.ts', 'src/capabilities/*/core/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/kernel/clock.ts', 'src/kernel/id.ts', 'src/kernel/random.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes in as an argument (#kernel/random.ts).' },
        { object: 'Date', property: 'now', message: 'Time comes in as an argument.' }
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time comes in as an argument.' }
      ]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // Props are declared with `let`, as Svelte's own documentation writes them.
      'prefer-const': 'off',
      // Not every Set in a file with runes is state.
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'house/layout': 'error',
      'house/no-raw-text': 'error',
      'svelte/no-at-html-tags': 'error',
      // The content security policy forbids style attributes; a style: directive is one on the server.
      'svelte/no-inline-styles': 'error',
      'svelte/button-has-type': 'error',
      // Links are plain addresses: the site always lives at the root of its host.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': 'off'
    }
  },
  {
    files: ['src/cli/**', 'tools/**', 'bench/**', 'e2e/**'],
    rules: { 'no-console': 'off' }
  },
  {
    files: ['*.config.{js,ts}', 'e2e/*.config.ts', '*.cjs', 'tools/test-database.ts'],
    rules: { 'no-restricted-syntax': 'off', '@typescript-eslint/no-require-imports': 'off' }
  }
)
