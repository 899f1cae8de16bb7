/**
 * Who may import whom: docs/architecture.md as rules. Each rule's comment is the message a person sees, so it
 * says what to do instead. `tools/layout/rules.test.ts` shows for every rule here that it fires; the eslint rule
 * `house/layout` applies the same rules to `import type` in .svelte files, which dependency-cruiser does not see.
 *
 * Only `path`, `pathNot` and `$1` are used in `from` and `to` (and `circular` once), since that lint rule reads
 * them too.
 */
const { builtinModules } = require('node:module')
const tiers = require('./tools/layout/tiers.json')

const CAPABILITY = '^src/capabilities/([^/]+)/'
const OWN = '^src/capabilities/$1/'
/** Test code: it may look behind its own capability's doors and use the builders of others. */
const TESTS = ['\\.test\\.ts$', '^src/.*/testing[^/]*\\.ts$', '/testing/', '^(tools|e2e|bench)/']
const SERVER = ['\\.server\\.ts$', '/\\+server\\.ts$']

/** What is not ours: npm packages, Node (dependency-cruiser drops the `node:`), SvelteKit. */
const PACKAGES = [
  'node_modules/',
  `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
  '^\\$(app|env)/'
]

/** The parts of a capability that run everywhere: rules, types, permissions, facts, and the door to them. */
const PURE = `${CAPABILITY}(core/|policy\\.ts$|events\\.ts$|index\\.ts$)`

/** The one file of analytics that stands on a package: distribution functions (docs/decisions/0040). */
const SPECIAL_FUNCTIONS = '^src/analytics/statistics/special-functions\\.ts$'

const forbidden = [
  {
    name: 'no-circular',
    comment: 'Two files need each other. Move what both need into a third one, lower in the house.',
    from: {},
    to: { circular: true }
  },
  {
    name: 'no-unresolvable',
    comment: 'This import leads nowhere: mind the extension (./tenant.ts) and the names in package.json "imports".',
    from: {},
    // SvelteKit's own names and the built pages exist only for or after a build.
    to: { couldNotResolve: true, pathNot: ['^\\$(app|env|service-worker)', '/\\$types', 'build/'] }
  },
  {
    name: 'kernel-imports-nothing',
    comment: 'The kernel stands on nothing, no package and not Node either: move the code up to where its need is.',
    from: { path: '^src/kernel/', pathNot: TESTS },
    to: { path: ['^src/', ...PACKAGES], pathNot: '^src/kernel/' }
  },
  {
    name: 'analytics-imports-only-kernel',
    comment: 'Analytics is pure mathematics without school words: hand it plain numbers instead of importing this.',
    from: { path: '^src/analytics/' },
    to: { path: '^src/', pathNot: '^src/(analytics|kernel)/' }
  },
  {
    name: 'platform-imports-only-kernel',
    comment:
      'The platform knows no capability and no screen: let the capability hand it what it needs (a function, a value).',
    from: { path: '^src/platform/' },
    to: { path: '^src/', pathNot: '^src/(platform|kernel)/' }
  },
  {
    name: 'core-stays-pure',
    comment:
      'core, policy and events hold rules only: kernel, analytics and the index.ts of lower tiers. What touches the platform, a database or a screen belongs in *.server.ts or ui/.',
    from: { path: PURE, pathNot: TESTS },
    to: {
      path: ['^src/', '^(tools|e2e|bench|build)/'],
      pathNot: [
        '^src/(kernel|analytics)/',
        `${OWN}(core/|policy\\.ts$|events\\.ts$|index\\.ts$)`,
        '^src/capabilities/[^/]+/index\\.ts$'
      ]
    }
  },
  {
    name: 'core-needs-no-packages',
    comment:
      'core, policy and events (and analytics) run anywhere and depend on no package and not on Node: no Svelte, no node:*. Take what is needed as an argument. Only valibot is allowed, for shapes of input, and for distributions the one door to their library.',
    from: { path: [PURE, '^src/analytics/'], pathNot: [...TESTS, SPECIAL_FUNCTIONS] },
    to: { path: PACKAGES, pathNot: 'node_modules/valibot/' }
  },
  {
    name: 'server-imports-no-ui',
    comment: 'Code for the server draws nothing: *.server.ts may not import a screen. Move the shared rule to core/.',
    from: { path: `${CAPABILITY}.*\\.server\\.ts$`, pathNot: TESTS },
    to: { path: ['^src/capabilities/[^/]+/ui/', '\\.svelte(\\.ts)?$', 'node_modules/svelte/'] }
  },
  {
    name: 'capability-stays-in-the-house',
    comment:
      'A capability knows its own folder, kernel, analytics, platform and lower tiers; routes, cli and app compose it, never the other way.',
    from: { path: CAPABILITY, pathNot: TESTS },
    to: { path: ['^src/(routes|cli|app)/', '^src/[^/]+\\.ts$', '^(tools|e2e|bench|build)/'] }
  },
  {
    name: 'only-server-files-touch-the-server',
    comment:
      'What works on the server is called something.server.ts, so that no screen and no pure rule can pull it into a browser.',
    from: { path: '^src/', pathNot: [...TESTS, ...SERVER, '^src/(app|cli|platform)/', '^src/[^/]+\\.ts$'] },
    to: {
      path: [
        ...SERVER,
        '^src/platform/(auth|tenancy|db|jobs|mail|export)/',
        'node_modules/(postgres|nodemailer|pino)/'
      ],
      // Only routes, cli and app may know app/, and SvelteKit lets no screen have more of it than types.
      pathNot: '^src/app/'
    }
  },
  {
    name: 'ui-imports-its-own',
    comment:
      'A screen may use its own ui, core, policy and events, the kernel, platform/ui, platform/i18n, and the index.ts and ui/index.ts of lower tiers. Data comes in as props from a load function.',
    from: { path: `${CAPABILITY}ui/`, pathNot: TESTS },
    to: {
      path: '^src/',
      pathNot: [
        '^src/kernel/',
        '^src/platform/(ui|i18n)/',
        `${OWN}(ui/|core/|policy\\.ts$|events\\.ts$|index\\.ts$)`,
        '^src/capabilities/[^/]+/(index|ui/index)\\.ts$'
      ]
    }
  },
  {
    name: 'platform-ui-draws-only',
    comment: 'The drawing parts of the platform run in a browser: only the kernel, platform/ui and platform/i18n.',
    from: { path: '^src/platform/(ui|i18n)/', pathNot: TESTS },
    to: { path: ['^src/', ...PACKAGES.slice(1)], pathNot: ['^src/kernel/', '^src/platform/(ui|i18n)/', '^\\$app/'] }
  },
  {
    name: 'nobody-imports-routes',
    comment: 'Routes are the outside of the house: what they share belongs in app/ or in a capability.',
    from: { pathNot: ['^src/routes/', ...TESTS] },
    to: { path: '^src/routes/' }
  },
  {
    name: 'nobody-imports-cli',
    comment: 'Commands are the outside of the house: what they share belongs in app/ or in a capability.',
    from: { path: '^src/', pathNot: ['^src/cli/', ...TESTS] },
    to: { path: '^src/cli/' }
  },
  {
    name: 'nobody-imports-app',
    comment: 'app/ wires everything together, so only routes, commands and the entry files may know it.',
    from: { path: '^src/', pathNot: ['^src/(app|routes|cli)/', '^src/[^/]+\\.ts$', ...TESTS] },
    to: { path: '^src/app/' }
  },
  {
    name: 'no-windows',
    comment:
      "Nobody enters by a window: use the capability's doors (#name, #name/server, #name/ui; #name/testing in tests).",
    from: { path: CAPABILITY },
    to: {
      path: '^src/capabilities/',
      pathNot: [OWN, '^src/capabilities/[^/]+/(index\\.ts|index\\.server\\.ts|ui/index\\.ts|testing\\.ts)$']
    }
  },
  {
    name: 'no-windows-from-outside',
    comment:
      "Nobody enters by a window: use the capability's doors (#name, #name/server, #name/ui; #name/testing in tests).",
    from: { pathNot: '^src/capabilities/' },
    to: {
      path: '^src/capabilities/',
      pathNot: '^src/capabilities/[^/]+/(index\\.ts|index\\.server\\.ts|ui/index\\.ts|testing\\.ts)$'
    }
  },
  {
    name: 'no-test-code-in-production',
    comment: 'Builders, tests and tools are not part of the product: move what both need into a file of the product.',
    from: { path: '^src/', pathNot: TESTS },
    to: {
      path: [
        ...TESTS.filter((path) => path !== '/testing/'),
        '^src/.*/testing/',
        'node_modules/(vitest|fast-check|@playwright|smtp-server|postal-mime)/'
      ]
    }
  },
  ...tiers.map((tier, index) => ({
    name: `tier-${index + 1}-imports-only-lower`,
    comment: `Capabilities import only lower tiers, never their own or a higher one (tools/layout/tiers.json). Same-tier capabilities meet through events wired in app/.`,
    from: { path: `^src/capabilities/(${tier.join('|')})/` },
    to: {
      path: '^src/capabilities/',
      pathNot: [OWN, ...(index ? [`^src/capabilities/(${tiers.slice(0, index).flat().join('|')})/`] : [])]
    }
  })),
  {
    name: 'capability-has-a-tier',
    comment: 'A capability that is not in tools/layout/tiers.json may import none: give it a tier first.',
    from: { path: CAPABILITY, pathNot: `^src/capabilities/(${tiers.flat().join('|')})/` },
    to: { path: '^src/capabilities/', pathNot: OWN }
  }
]

module.exports = {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: ['node_modules', '^build/'] },
    exclude: { path: '\\.svelte-kit/' },
    // `import type` counts: a type from a room you may not enter ties you to it all the same.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.json']
    },
    skipAnalysisNotInRules: true
  }
}
