import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { heldRoles, unitMembers } from '#people/server'
import type { Tx } from '#platform/db/door.ts'
import {
  hear,
  roundsOn,
  SUBJECTS,
  VALUES,
  type Count,
  type Heard,
  type Round,
  type Side,
  type Subject
} from './core/voices.ts'
import { runningProgramme, teamOf, tracksOf } from './store.server.ts'
import { todayOf, weeksFrom, type Asking } from './use-cases.server.ts'

type Asked = { programme: Id; first: Day; today: Day; sides: Map<Id, Side> }

/** Who is asked, and on which side: the leader, the coach, and the teachers of the start team and of units that began. */
async function askedOf(tx: Tx, now: number): Promise<Asked | null> {
  const running = await runningProgramme(tx)
  if (!running) return null
  const today = await todayOf(tx, now)
  const tracks = await tracksOf(tx, running.id)
  const startTeam = tracks.find(({ unit }) => unit === null)
  if (!startTeam) return null
  const [weeks = []] = await weeksFrom(tx, [startTeam.firstDay])
  const guests = (await heldRoles(tx, today)).filter(({ role }) => role === 'guest')
  const sides = new Map<Id, Side>()
  for (const { unit, firstDay } of tracks) {
    if (unit === null || firstDay > today) continue
    for (const { id } of await unitMembers(tx, unit))
      if (!guests.some((guest) => guest.person === id && guest.unit === unit)) sides.set(id, 'teachers')
  }
  for (const { person, part } of await teamOf(tx, running.id)) sides.set(person, part === 'teacher' ? 'teachers' : part)
  return { programme: running.id, first: weeks[0] ?? startTeam.firstDay, today, sides }
}

export type VoicesView = {
  /** On which side whoever looks is asked; null for who is not. */
  side: Side | null
  open: (Round & { isGiven: boolean }) | null
  next: Round | null
  /** How many teachers are asked now. */
  teachers: number
  /** Of each round that closed, what every side said. Only for who is asked. */
  closed: (Round & { heard: Heard[] })[]
}

const countsOf = (tx: Tx, programme: Id) => tx.sql<(Count & { round: number })[]>`
  select round, side, about, value, count from programme_voice_counts where programme_id = ${programme}`

/** The four questions of every six weeks, for somebody; null when no programme runs. */
export async function voicesFor(tx: Tx, person: Id, now: number): Promise<VoicesView | null> {
  const asked = await askedOf(tx, now)
  if (!asked) return null
  const { programme, first, today, sides } = asked
  const side = sides.get(person) ?? null
  const { open, closed, next } = roundsOn(first, today)
  const teachers = [...sides.values()].filter((one) => one === 'teachers').length
  if (!side) return { side, open: null, next, teachers, closed: [] }
  const given = await tx.sql<{ round: number }[]>`
    select round from programme_voices_given where programme_id = ${programme} and person_id = ${person}`
  const counts = await countsOf(tx, programme)
  return {
    side,
    open: open && { ...open, isGiven: given.some(({ round }) => round === open.number) },
    next,
    teachers,
    closed: closed
      .map((round) => ({ ...round, heard: hear(counts.filter((count) => count.round === round.number)) }))
      .filter(({ heard }) => heard.some(({ answers }) => answers !== null))
  }
}

/** Whether the four questions wait for somebody today. */
export async function isAskedToday(tx: Tx, person: Id, now: number): Promise<boolean> {
  return (await voicesFor(tx, person, now))?.open?.isGiven === false
}

export type VoiceWish = Record<Subject, string>

/**
 * Answers the four questions, once. Who answered is kept apart from the answers, of which only counts are kept: nobody
 * can find back, or change, what one person said.
 */
export async function giveVoice(tx: Tx, wish: VoiceWish, { person, now }: Asking): Promise<Result<void>> {
  const asked = await askedOf(tx, now)
  if (!asked) return refuse({ code: 'programme_none' })
  const side = asked.sides.get(person)
  if (!side) return refuse({ code: 'not_allowed' })
  const { open } = roundsOn(asked.first, asked.today)
  if (!open) return refuse({ code: 'programme_round_closed' })
  const chosen: { about: Subject; value: number }[] = []
  for (const about of SUBJECTS) {
    const value = VALUES.find((known) => String(known) === wish[about])
    if (!value) return refuse({ code: 'programme_choice_missing', field: about })
    chosen.push({ about, value })
  }
  const { programme } = asked
  const noted = await tx.sql`
    insert into programme_voices_given (school_id, programme_id, round, person_id, side)
    values (${tx.school}, ${programme}, ${open.number}, ${person}, ${side}) on conflict do nothing`
  if (noted.count === 0) return refuse({ code: 'programme_voice_given' })
  for (const { about, value } of chosen)
    await tx.sql`
      insert into programme_voice_counts as kept (school_id, programme_id, round, side, about, value, count)
      values (${tx.school}, ${programme}, ${open.number}, ${side}, ${about}, ${value}, 1)
      on conflict (school_id, programme_id, round, side, about, value) do update set count = kept.count + 1`
  return ok(undefined)
}

/** That somebody who is erased answered is forgotten; and what was said as the only leader or coach. */
export async function forgetVoices({ sql }: Tx, person: Id): Promise<void> {
  await sql`
    delete from programme_voice_counts counts using programme_voices_given given
    where given.person_id = ${person} and given.side <> 'teachers' and counts.side = given.side
      and counts.programme_id = given.programme_id and counts.round = given.round`
  await sql`delete from programme_voices_given where person_id = ${person}`
}
