// Rules that a tool can watch. Each restriction's message says what to do instead; comments can't switch a rule off.
import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only config.ts reads the environment: add the setting there and pass it in.',
}
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of string literals and a const array instead of an enum.',
}
const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is passed in: take the instant as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is passed in: take the instant as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'The rulebook is deterministic: take the value as an argument.',
  },
]

export default tseslint.config(
  {
    ignores: ['node_modules/', 'prisma/generated/', 'dist/', 'coverage/', '.data/', 'web/client/generated/'],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      'no-restricted-syntax': ['error', noEnum, environment],
    },
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
    },
  },
  {
    // Programs for a terminal, and the runner's own reports.
    files: [
      'cli/**',
      'bench/**',
      'tools/**',
      'prisma/migrate.ts',
      'prisma/seed.ts',
      'prisma/demo.ts',
      'test/support/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['config.ts', 'cli/servers/**'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    // The browser's clock is the device's: what the time is comes with each answer of the API.
    files: ['web/**'],
    rules: {
      'no-restricted-syntax': ['error', noEnum, environment, ...clock.slice(0, 2)],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['web/vite.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    files: ['domain/**', 'procedures/**'],
    rules: { 'no-restricted-syntax': ['error', noEnum, environment, ...clock] },
  },
  {
    files: ['domain/**'],
    languageOptions: { globals: {} },
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'setTimeout', 'setInterval', 'Buffer', 'crypto'].map((name) => ({
          name,
          message: 'domain/ is pure: let the caller do this and pass the result in.',
        })),
      ],
    },
  },
  {
    files: ['workflows/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'zod', 'pg', 'express', '**/prisma/**', '@prisma/*', '@temporalio/client'],
              message: 'The workflow bundle stays small and deterministic: do this in an activity.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // The bodies that supertest gives are `any`; what is expected of them is the check.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test'].flatMap((object) =>
          ['only', 'skip', 'todo'].map((property) => ({
            object,
            property,
            message: 'Every test runs: finish it or delete it.',
          })),
        ),
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
  },
)
