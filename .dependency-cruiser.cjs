// The arrows between folders. Each rule's comment is what a person who broke it reads: it says what to do instead.
const DATABASE = '^(node_modules/(pg|@prisma)/|prisma/(generated|client)|@prisma/|pg$)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-stands-alone',
      severity: 'error',
      comment:
        'domain/ imports nothing outside itself, no library and no node: module. Take the value as an argument and let the caller fetch it.',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'procedures-are-data',
      severity: 'error',
      comment:
        'procedures/ holds data and its zod schema. Move behaviour into domain/, work into activities/.',
      from: { path: '^procedures/' },
      to: { pathNot: '^(procedures|domain)/|^node_modules/zod/' },
    },
    {
      name: 'workflows-stay-deterministic',
      severity: 'error',
      comment:
        'workflows/ import domain/ and @temporalio/{workflow,common}; of activities/ only types (import type). Do anything else in an activity.',
      from: { path: '^workflows/' },
      to: {
        pathNot: '^(workflows|domain|activities)/|^node_modules/@temporalio/(workflow|common)/',
      },
    },
    {
      name: 'workflows-know-activity-types-only',
      severity: 'error',
      comment: 'Write `import type` and reach activities through proxyActivities or proxyLocalActivities.',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-activities-and-api-touch-the-database',
      severity: 'error',
      comment:
        'Only activities/ and api/ (and the tools in prisma/, cli/, bench/, test/) speak to PostgreSQL. Ask an activity, or pass the rows in.',
      from: { pathNot: '^(activities|api|prisma|cli|bench|test)/|^worker\\.ts$|^prisma\\.config\\.ts$' },
      to: { path: DATABASE },
    },
    {
      name: 'activities-know-no-http',
      severity: 'error',
      comment:
        'activities/ know nothing of the API, the command line or the workflow code (except the names in workflows/messages.ts). Move what both need into domain/.',
      from: { path: '^activities/' },
      to: {
        path: '^(api|cli|bench|test|web)/|^workflows/(?!messages\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'api-knows-only-the-names-of-workflows',
      severity: 'error',
      comment:
        'api/ starts and asks workflows by the names in workflows/messages.ts. Import types (import type) or move the shared part into domain/.',
      from: { path: '^api/' },
      to: { path: '^(cli|bench|test)/|^workflows/(?!messages\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-knows-the-rulebook-only',
      severity: 'error',
      comment:
        'web/ imports domain/ and libraries for the browser; everything else it asks the API for. Move what both need into domain/.',
      from: { path: '^web/', pathNot: '^web/vite\\.config\\.ts$' },
      to: {
        path: '^(procedures|workflows|activities|api|prisma|cli|bench|test|worker|config)',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'nothing-imports-the-web',
      severity: 'error',
      comment: 'web/ is built and served as files. Move what both need into domain/.',
      from: { pathNot: '^(web|test|bench)/' },
      to: { path: '^web/' },
    },
    {
      name: 'worker-is-a-program',
      severity: 'error',
      comment: 'worker.ts is started, never imported. Move what you need from it into activities/ or cli/.',
      from: {},
      to: { path: '^worker\\.ts$' },
    },
    {
      name: 'settings-know-nothing',
      severity: 'error',
      comment:
        'config.ts reads the environment and nothing else (domain/ may check a value), so that everything may import it.',
      from: { path: '^config\\.ts$' },
      to: { pathNot: '^node_modules/zod/|^domain/|^config-[a-z-]+\\.ts$', dependencyTypesNot: ['core'] },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      comment:
        'Nothing that runs for people imports test/ or bench/. Move the shared part to where it is used.',
      from: { pathNot: '^(test|bench)/|^vitest\\.config\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-development-library-in-the-product',
      severity: 'error',
      comment: 'This library is installed for development only. Move it to "dependencies", or do without.',
      from: { path: '^(domain|procedures|workflows|activities|api|cli|prisma)/|^(worker|config)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unknown-library',
      severity: 'error',
      comment: 'This can’t be resolved or is not in package.json: add it there with an exact version.',
      from: {},
      // Types alone: they come from @types/pdfmake.
      to: { couldNotResolve: true, pathNot: '^pdfmake/interfaces\\.js$' },
    },
    {
      name: 'no-undeclared-library',
      severity: 'error',
      comment: 'This library is here only because another one brought it: add it to package.json.',
      from: { pathNot: '^(test|tools)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'These files import each other in a circle. Move what both need into a third file.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '^(node_modules|prisma/generated)' },
    exclude: { path: '^prisma/generated/internal' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
