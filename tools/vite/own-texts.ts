/**
 * Gives every module of a page the messages it calls, and no others. Without this a message that any page uses would be
 * in one shared module per namespace, and the session page would load the words of every other page with it.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { transformWithOxc, type Plugin } from 'vite'

const SOURCE = join(import.meta.dirname, '../../src')
const GENERATED = join(SOURCE, 'platform/i18n/generated')
const RUNTIME = join(SOURCE, 'platform/i18n/runtime.ts')
const IMPORT = /import \* as ([\w$]+) from ['"]#texts\/([a-z0-9-]+)['"]/g
const OWN = '\0own-texts:'

type Node = { type: string; [field: string]: unknown }

/** The names that are read from `local` in a module, or null when it is used as a whole. */
export function namesReadFrom(local: string, program: unknown): Set<string> | null {
  const names = new Set<string>()
  let isWhole = false
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    const { object, property, computed } = node as { object?: Node; property?: Node; computed?: boolean }
    if (node.type === 'ImportDeclaration') return
    if (node.type === 'MemberExpression' && object?.type === 'Identifier' && object['name'] === local) {
      if (computed) isWhole = true
      else names.add(property!['name'] as string)
      return visit(computed ? property : null)
    }
    if (node.type === 'MemberExpression' && !computed) return visit(object)
    if (node.type === 'Property' && !computed && !node['shorthand']) return visit(node['value'])
    if (node.type === 'Identifier' && node['name'] === local) isWhole = true
    for (const [field, inner] of Object.entries(node)) if (field !== 'type') visit(inner)
  }
  visit(program)
  return isWhole ? null : names
}

/** The messages of a generated module, by name: each is one exported constant. */
export function messagesIn(code: string): Map<string, string> {
  const parts = code.split(/^export const (?=\w+ = )/m).slice(1)
  return new Map(parts.map((part) => [/^\w+/.exec(part)![0], 'export const ' + part.replace(/\n\/\*\*[^]*$/, '\n')]))
}

export const ownTexts: Plugin = {
  name: 'samenspel:own-texts',
  enforce: 'post',
  apply: 'build',
  applyToEnvironment: ({ name }) => name === 'client',
  transform(code, importer) {
    if (!code.includes('#texts/')) return null
    const program = this.parse(code)
    return {
      code: code.replace(IMPORT, (whole, local: string, namespace: string) => {
        const names = namesReadFrom(local, program)
        if (!names) return whole
        const query = new URLSearchParams({
          namespace,
          names: [...names].sort().join(),
          for: relative(SOURCE, importer)
        })
        return `import * as ${local} from ${JSON.stringify(`${OWN}${query}.ts`)}`
      }),
      map: null
    }
  },
  resolveId: (id) => (id.startsWith(OWN) ? id : null),
  async load(id) {
    if (!id.startsWith(OWN)) return null
    const query = new URLSearchParams(id.slice(OWN.length, -'.ts'.length))
    const file = join(GENERATED, `${query.get('namespace')}.ts`)
    this.addWatchFile(file)
    const text = readFileSync(file, 'utf8')
    const messages = messagesIn(text)
    // whatever the messages stand on: the line is that of the generated file
    const runtime = /^import (\{.*\}) from '\.\.\/runtime\.ts'$/m.exec(text)?.[1]
    if (!runtime) throw new Error(`texts/${query.get('namespace')} imports no runtime`)
    const own = query.get('names')!.split(',').filter(Boolean)
    const missing = own.filter((name) => !messages.has(name))
    if (missing.length) throw new Error(`texts/${query.get('namespace')} has no ${missing.join(', ')}`)
    const source =
      `import ${runtime} from ${JSON.stringify(RUNTIME)}\n` + own.map((name) => messages.get(name)).join('')
    return { code: (await transformWithOxc(source, 'own.ts')).code, map: null, moduleSideEffects: false }
  }
}
