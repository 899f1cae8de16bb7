import { findDigiboard, type Viewer } from '#board-sessions/server'
import type { Clock } from '#kernel/clock.ts'
import { isId, type Id } from '#kernel/id.ts'
import { managesOthers } from '#people'
import { asksSecondStep, standingOf, type Grant, type Unit } from '#people/server'
import { BriefMemory } from '#platform/auth/brief-memory.ts'
import type { Session, Sessions } from '#platform/auth/sessions.ts'
import type { Database } from '#platform/db/door.ts'

/**
 * Somebody who is signed in and looks at a school, with what that person is there now. `demandsSecondStep`: the school
 * asks it of this role, whether or not the account has one.
 */
export type Member = {
  session: Session
  school: Id
  person: Id
  units: Unit[]
  grants: Grant[]
  demandsSecondStep: boolean
}

export type Viewers = ReturnType<typeof openViewers>

const CAPACITY = 5_000

/** The names that the cookies may have; over https they carry a prefix that a browser guards. */
const MEMBER_COOKIES = ['__Host-samenspel', 'samenspel']
export const BOARD_COOKIE = 'samenspel_bord'
const BOARD_COOKIES = [`__Host-${BOARD_COOKIE}`, BOARD_COOKIE]

/**
 * Who stands behind a request. Remembered for a few seconds, since a board in use asks many times a second; the
 * rules of the board ask the database again for each command, so that nobody acts on what is remembered.
 */
export function openViewers(database: Database, sessions: Sessions, clock: Clock, lasting = 5_000) {
  const members = new BriefMemory<Member | null>({ lasting, capacity: CAPACITY })
  const digiboards = new BriefMemory<Viewer | null>({ lasting, capacity: CAPACITY })

  async function memberOf(session: Session): Promise<Member | null> {
    if (!session.member) return null
    const { school, person } = session.member
    return members.recall(
      `${school} ${person}`,
      clock(),
      async () => {
        return database.read(school, async (tx) => {
          const [{ units, grants }, asks] = await Promise.all([standingOf(tx, person), asksSecondStep(tx)])
          return { session, school, person, units, grants, demandsSecondStep: asks && managesOthers(grants) }
        })
      },
      (member) => member !== null
    )
  }

  async function digiboard(secret: string): Promise<Viewer | null> {
    const [school, device, proof] = secret.split('.')
    if (!isId(school) || !isId(device) || !proof) return null
    return digiboards.recall(
      secret,
      clock(),
      async () => {
        const board = await database.read(school, (tx) => findDigiboard(tx, device, proof))
        return board && { kind: 'digiboard', school, unit: board.unit, device }
      },
      (viewer) => viewer !== null
    )
  }

  return {
    memberOf,
    digiboard,

    /** Who watches the board of a unit: a member who is signed in, or the digiboard that this browser is. */
    async boardViewer(cookies: string | undefined, wants: 'member' | 'board'): Promise<Viewer | null> {
      const found = parseCookies(cookies)
      if (wants === 'board') {
        const secret = firstOf(found, BOARD_COOKIES)
        return secret ? digiboard(secret) : null
      }
      const session = await sessions.find(firstOf(found, MEMBER_COOKIES))
      const member = session && (await memberOf(session))
      if (!member) return null
      const { school, person, units } = member
      return { kind: 'member', school, person, units: units.map(({ id }) => id) }
    },

    boardSecret: (cookies: string | undefined): string | undefined => firstOf(parseCookies(cookies), BOARD_COOKIES),

    forget(): void {
      members.forgetAll()
      digiboards.forgetAll()
    }
  }
}

const firstOf = (cookies: Map<string, string>, names: string[]): string | undefined =>
  names.map((name) => cookies.get(name)).find((value) => value !== undefined)

function parseCookies(header: string | undefined): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())] as const
  })
  return new Map(pairs)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
