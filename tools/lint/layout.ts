/**
 * `house/layout`: the rules of .dependency-cruiser.cjs for .svelte files. dependency-cruiser reads those after
 * compilation, when `import type` is gone, and a type from a forbidden room ties as much as a value does.
 */
import type { Rule } from 'eslint'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'

type Side = { path?: string | string[]; pathNot?: string | string[]; circular?: boolean; couldNotResolve?: boolean }
type LayoutRule = { name: string; comment: string; from: Side; to: Side }

const ROOT = resolve(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)
const { forbidden } = require(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: LayoutRule[] }
const imports = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { imports: Record<string, string> })
  .imports

/** The path in the repository an import leads to, by package.json `imports` as Node reads them. */
export function findTarget(fromFile: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(fromFile), specifier)
  if (!specifier.startsWith('#')) return /^(node:|\$)/.test(specifier) ? specifier : `node_modules/${specifier}/`
  // Node: the longest text before the star wins, then the longest pattern.
  const patterns = Object.keys(imports)
    .map((pattern) => ({ pattern, before: pattern.split('*')[0]!, after: pattern.split('*')[1] ?? '' }))
    .sort((a, b) => b.before.length - a.before.length || b.pattern.length - a.pattern.length)
  for (const { pattern, before, after } of patterns)
    if (specifier.startsWith(before) && specifier.endsWith(after) && specifier.length > before.length + after.length)
      return imports[pattern]!.replace('*', specifier.slice(before.length, specifier.length - after.length)).replace(
        /^\.\//,
        ''
      )
  return specifier
}

const asPattern = (path: string | string[]) => new RegExp([path].flat().join('|'))

/** The rules of the house that an import from one path to another breaks. */
export function findBrokenRules(from: string, to: string): LayoutRule[] {
  return forbidden.filter((rule) => {
    if (rule.to.circular || rule.to.couldNotResolve) return false
    const start = asPattern(rule.from.path ?? '').exec(from)
    if (!start || (rule.from.pathNot && asPattern(rule.from.pathNot).test(from))) return false
    const fill = (path: string | string[]) => [path].flat().map((part) => part.replaceAll('$1', start[1] ?? ''))
    if (rule.to.path && !asPattern(fill(rule.to.path)).test(to)) return false
    return !(rule.to.pathNot && asPattern(fill(rule.to.pathNot)).test(to))
  })
}

export const layout: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { broken: '{{name}}: {{comment}} ({{to}})' } },
  create: (context) => {
    const from = relative(ROOT, context.filename).split(sep).join('/')
    const judge = (node: Rule.Node & { source?: unknown }) => {
      const source = node.source as { value?: unknown } | null | undefined
      if (typeof source?.value !== 'string') return
      const to = findTarget(from, source.value)
      for (const { name, comment } of findBrokenRules(from, to))
        context.report({ node, messageId: 'broken', data: { name, comment, to } })
    }
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge
    } as Rule.RuleListener
  }
}
