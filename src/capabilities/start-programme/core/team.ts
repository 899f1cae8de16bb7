import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'

/** What somebody is in the start team. */
export const PARTS = ['leader', 'teacher', 'coach'] as const
export type Part = (typeof PARTS)[number]
export type TeamMember = { person: Id; part: Part }

/** The names of the form's fields, in the order of the team: a leader, two teachers, a coach. */
export const TEAM_FIELDS = ['leader', 'teacher1', 'teacher2', 'coach'] as const
export type TeamField = (typeof TEAM_FIELDS)[number]
export type TeamWish = Record<TeamField, string>

const PART_OF: Record<TeamField, Part> = { leader: 'leader', teacher1: 'teacher', teacher2: 'teacher', coach: 'coach' }

/** Who can be what: everybody who is here, who of them leads the school, and who is a coach. */
export type Candidates = { present: readonly Id[]; leaders: readonly Id[]; coaches: readonly Id[] }

/** Four different people who are here, of whom one leads the school and one is a coach. */
export function readTeam(wish: TeamWish, { present, leaders, coaches }: Candidates): Result<TeamMember[]> {
  const allowed: Record<TeamField, readonly Id[]> = {
    leader: leaders,
    teacher1: present,
    teacher2: present,
    coach: coaches
  }
  const team: TeamMember[] = []
  for (const field of TEAM_FIELDS) {
    const person = wish[field]
    if (person === '') return refuse({ code: 'programme_team_missing', field })
    if (team.some((other) => other.person === person)) return refuse({ code: 'programme_team_twice', field })
    if (!allowed[field].includes(person)) return refuse({ code: 'programme_team_role', field })
    team.push({ person, part: PART_OF[field] })
  }
  return ok(team)
}

export type UnitToJoin = { id: Id; name: string; members: readonly Id[] }
/** LK: a board session has about six people. */
const BEST_SIZE = 6

/**
 * In which order units best join: first where somebody of the start team is, who can show it; then the size that suits a
 * board session best. The team decides; this is where the list begins.
 */
export function proposeOrder<T extends UnitToJoin>(units: readonly T[], team: readonly Id[]): T[] {
  const own = ({ members }: T) => members.filter((member) => team.includes(member)).length
  const off = ({ members }: T) => Math.abs(members.length - BEST_SIZE)
  return units.toSorted(
    (one, other) =>
      Number(own(other) > 0) - Number(own(one) > 0) || off(one) - off(other) || one.name.localeCompare(other.name, 'nl')
  )
}
