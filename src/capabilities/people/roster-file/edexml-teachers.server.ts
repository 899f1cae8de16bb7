import type { EdexRole } from '../core/roster/edex-roles.ts'
import { clip } from './limits.server.ts'

const FIELDS = ['achternaam', 'voorvoegsel', 'voornamen', 'voorletters-1', 'roepnaam', 'emailadres'] as const
type Field = (typeof FIELDS)[number]

export type Teacher = {
  line: number
  key: string
  fields: Partial<Record<Field, string>>
  roles: EdexRole[]
  groupRoles: EdexRole[]
  groups: string[]
}

const isGroup = (name: string): boolean => name === 'groep' || name === 'samengestelde_groep'
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name)

/** Longer than any path that is read: what nests deeper is followed by its depth alone. */
const DEEPEST = 16

/**
 * Follows the elements of an EDEXML file and keeps the groups and the teachers. Of everything else, pupils before all,
 * not even the text is taken in.
 */
export class TeachersReader {
  readonly teachers: Teacher[] = []
  /** The name of each group by its key. */
  readonly groups = new Map<string, string>()
  private readonly path: string[] = []
  private depth = 0
  private teacher: Teacher | null = null
  private group = ''
  private words: string | null = null

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    this.depth++
    if (this.depth <= DEEPEST) this.path.push(name)
    const at = this.where()
    this.words = null
    if (at === 'leerkrachten/leerkracht') {
      const key = clip(attributes['key']?.trim() ?? '')
      this.teacher = { line, key, fields: {}, roles: [], groupRoles: [], groups: [] }
      this.teachers.push(this.teacher)
    } else if (at.startsWith('leerkrachten/leerkracht/groepen/') && this.depth === 5 && isGroup(name)) {
      this.teacher?.groups.push(attributes['key'] ?? '')
    } else if (at.startsWith('groepen/') && this.depth === 3 && isGroup(name)) this.group = attributes['key'] ?? ''
    else if (this.isRead(at, name)) this.words = ''
  }

  text(text: string): void {
    if (this.words !== null) this.words = clip(this.words + text)
  }

  close(name: string): void {
    const words = this.words?.trim()
    if (words) this.take(name, words)
    this.words = null
    if (this.where() === 'leerkrachten/leerkracht') this.teacher = null
    if (this.depth <= DEEPEST) this.path.pop()
    this.depth--
  }

  /** The path below the root; nothing where it is too deep to be any of ours. */
  private where(): string {
    return this.depth > 1 && this.depth <= DEEPEST ? this.path.slice(1).join('/') : ''
  }

  private isRead(at: string, name: string): boolean {
    if (at.startsWith('groepen/')) return name === 'naam' && this.depth === 4
    if (!at.startsWith('leerkrachten/leerkracht/')) return false
    if (this.depth === 4) return isField(name) || name === 'rol' || name === 'rolomschrijving'
    return this.depth === 6 && at.includes('/groepen/') && (name === 'rol' || name === 'rolomschrijving')
  }

  private take(name: string, words: string): void {
    if (name === 'naam') this.groups.set(this.group, words)
    else if (!this.teacher) return
    else if (isField(name)) this.teacher.fields[name] ??= words
    else {
      const role: EdexRole = name === 'rol' ? { code: words } : { words }
      ;(this.depth === 4 ? this.teacher.roles : this.teacher.groupRoles).push(role)
    }
  }
}
