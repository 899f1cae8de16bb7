/**
 * Writes the skeleton of a capability: the rooms of docs/architecture.md around one small example, an entry with a
 * title, that goes all the way from a pure rule to a table. Rename it first.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format, resolveConfig } from 'prettier'

const TEMPLATES = join(import.meta.dirname, 'capability')
/** The tier where most capabilities live, for one that has none yet. */
const USUAL_TIER = 2

/** Names that `#name` in package.json `imports` already means, or that a door ends in. */
const TAKEN = ['kernel', 'analytics', 'platform', 'texts', 'app', 'server', 'ui', 'testing', 'core', 'routes', 'cli']

/** Why a name will not do, as a sentence; null when it will. */
export function refuseName(root: string, name: string): string | null {
  if (name === '') return 'Give the capability a name: npm run new capability lesson-visits'
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return `'${name}' is not kebab-case: small letters, digits and single hyphens, like lesson-visits.`
  if (name.length > 40) return `'${name}' is longer than 40 characters: table names grow from it.`
  if (TAKEN.includes(name)) return `'${name}' has a meaning of its own in the imports of package.json.`
  if (existsSync(join(root, 'src/capabilities', name))) return `src/capabilities/${name} exists already.`
  return null
}

/** The files that were written, in order, and the number of the tier. Refuse the name first. */
export async function newCapability(root: string, name: string): Promise<{ written: string[]; tier: number }> {
  const words = name.split('-')
  const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)
  const fill = (text: string) =>
    text
      .replaceAll('__Name__', words.map(capital).join(''))
      .replaceAll('__Title__', capital(words.join(' ')))
      .replaceAll('__table__', words.join('_') + '_entries')

  const written: string[] = []
  const write = async (path: string, text: string) => {
    const file = join(root, path)
    const shaped = path.endsWith('.sql') ? text : await format(text, { ...(await resolveConfig(file)), filepath: file })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, shaped)
    written.push(path)
  }

  for (const template of readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' }).sort())
    if (template.endsWith('.template'))
      await write(
        join('src/capabilities', name, template.replace(/\.template$/, '')),
        fill(readFileSync(join(TEMPLATES, template), 'utf8'))
      )

  const last = Math.max(0, ...readdirSync(join(root, 'migrations')).map((file) => Number(file.slice(0, 4)) || 0))
  await write(
    `migrations/${String(last + 1).padStart(4, '0')}-${name}.sql`,
    fill(readFileSync(join(TEMPLATES, '../migration.sql.template'), 'utf8'))
  )

  const tiersFile = 'tools/layout/tiers.json'
  const tiers = JSON.parse(readFileSync(join(root, tiersFile), 'utf8')) as string[][]
  let tier = tiers.findIndex((names) => names.includes(name))
  if (tier < 0) {
    tier = USUAL_TIER
    tiers[tier]!.push(name)
    await write(tiersFile, JSON.stringify(tiers))
  }
  return { written, tier: tier + 1 }
}
