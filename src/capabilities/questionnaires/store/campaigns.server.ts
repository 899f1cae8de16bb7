import { randomInt, randomUUID } from 'node:crypto'
import type { Day } from '#kernel/days.ts'
import type { Id } from '#kernel/id.ts'
import type { Tx } from '#platform/db/door.ts'
import type { Answered, Answers, Form } from '../core/form.ts'
import type { Results } from '../core/results.ts'

export type Labels = Record<string, string>

export type Campaign = {
  id: Id
  title: string
  madeBy: Id | null
  form: Form
  groupings: string[]
  norm: number | null
  openedOn: Day
  closesOn: Day
  closedOn: Day | null
  /** null: the whole school. */
  unit: Id | null
  kind: CampaignKind
  /** The goal that a unit looks back on. */
  goal: Id | null
  remindedOn: Day | null
  /** Whose leading it is about, and whom that leader invited to say with a name what they see. */
  about: Id | null
  observer: Id | null
  /** Brought in from a file, and how far its team is known; null for what was asked here. */
  importedTeam: ImportedTeam | null
}

/** Of an earlier time: today's team, a team of which at least five differ, or not known. */
export const IMPORTED_TEAMS = ['same', 'five', 'unknown'] as const
export type ImportedTeam = (typeof IMPORTED_TEAMS)[number]

/** A scan of a team, a short form that looks back on a goal or a training, a unit's look at itself, or a leader's at leading. */
export const CAMPAIGN_KINDS = ['team', 'goal', 'training', 'mirror', 'leader'] as const
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number]

const columns = ({ sql }: Tx) => sql`
  id, title, made_by as "madeBy", form, groupings, norm, opened_on as "openedOn", closes_on as "closesOn",
  closed_on as "closedOn", unit_id as unit, kind, goal_id as goal, reminded_on as "remindedOn", about_id as about,
  observer_id as observer, imported_team as "importedTeam"`

export async function insertCampaign(tx: Tx, campaign: Campaign): Promise<void> {
  await tx.sql`
    insert into campaigns (school_id, id, title, made_by, form, groupings, norm, opened_on, closes_on,
      unit_id, kind, goal_id, about_id, observer_id, imported_team)
    values (${tx.school}, ${campaign.id}, ${campaign.title}, ${campaign.madeBy}, ${tx.sql.json(campaign.form)},
      ${campaign.groupings}, ${campaign.norm}, ${campaign.openedOn}, ${campaign.closesOn},
      ${campaign.unit}, ${campaign.kind}, ${campaign.goal}, ${campaign.about}, ${campaign.observer},
      ${campaign.importedTeam})`
}

/** Takes an imported one away; gives whether it was there. */
export async function deleteImported(tx: Tx, id: Id): Promise<boolean> {
  const rows = await tx.sql`delete from campaigns where id = ${id} and imported_team is not null returning id`
  return rows.length > 0
}

/** Newest first. */
export async function listCampaigns(tx: Tx): Promise<Campaign[]> {
  return await tx.sql<Campaign[]>`select ${columns(tx)} from campaigns order by opened_on desc, id desc`
}

export async function findCampaign(tx: Tx, id: Id): Promise<Campaign | null> {
  const [row] = await tx.sql<Campaign[]>`select ${columns(tx)} from campaigns where id = ${id}`
  return row ?? null
}

/** Alone: answers come one after the other, and nobody answers while it is closed. */
export async function lockCampaign(tx: Tx, id: Id): Promise<Campaign | null> {
  const [row] = await tx.sql<Campaign[]>`select ${columns(tx)} from campaigns where id = ${id} for update`
  return row ?? null
}

export async function readResults(tx: Tx, id: Id): Promise<Results | null> {
  const [row] = await tx.sql<{ results: Results | null }[]>`select results from campaigns where id = ${id}`
  return row?.results ?? null
}

/** The day that is noted is all that is known of the moment. */
export async function storeResults(tx: Tx, id: Id, results: Results, closedOn: Day): Promise<void> {
  await tx.sql`update campaigns set results = ${tx.sql.json(results)}, closed_on = ${closedOn} where id = ${id}`
}

export type Invited = { person: Id; labels: Labels; tokenHash: Buffer }

export async function insertPeople(tx: Tx, campaign: Id, people: readonly Invited[]): Promise<void> {
  const rows = people.map(({ tokenHash, ...one }) => ({ ...one, token: tokenHash.toString('hex') }))
  await tx.sql`
    insert into campaign_people (school_id, campaign_id, person_id, labels, token_hash, answered)
    select ${tx.school}::uuid, ${campaign}, person, labels, decode(token, 'hex'), false
    from jsonb_to_recordset(${tx.sql.json(rows)}) as row(person uuid, labels jsonb, token text)`
}

/** How many were asked, and how many of them have answered by now. */
export async function countPeople(tx: Tx, campaign: Id): Promise<{ asked: number; answered: number }> {
  const [row] = await tx.sql<{ asked: number; answered: number }[]>`
    select count(*)::int as asked, count(*) filter (where answered)::int as answered
    from campaign_people where campaign_id = ${campaign}`
  return row!
}

export async function peopleAsked(tx: Tx, campaign: Id): Promise<{ person: Id; labels: Labels }[]> {
  return await tx.sql<{ person: Id; labels: Labels }[]>`
    select person_id as person, labels from campaign_people where campaign_id = ${campaign} order by person_id`
}

/** Who may be reminded: asked, not answered, and still here. */
export async function notAnswered(tx: Tx, campaign: Id): Promise<{ person: Id; email: string; isNamed: boolean }[]> {
  return await tx.sql<{ person: Id; email: string; isNamed: boolean }[]>`
    select p.id as person, p.email, c.labels ? 'as' as "isNamed" from campaign_people c join people p on p.id = c.person_id
    where c.campaign_id = ${campaign} and not c.answered and p.left_on is null order by p.id`
}

export async function replaceToken(tx: Tx, campaign: Id, person: Id, tokenHash: Buffer): Promise<void> {
  await tx.sql`
    update campaign_people set token_hash = ${tokenHash}
    where campaign_id = ${campaign} and person_id = ${person} and not answered`
}

/** As whom somebody answers: one of the team without a name, or with a name about a leader. */
export type Voice = 'team' | 'self' | 'observer'

/** Somebody who was asked, by who they are or by what the mail to them carried. */
export type Bearer = { person: Id } | { tokenHash: Buffer }

const bearing = ({ sql }: Tx, bearer: Bearer) =>
  'person' in bearer ? sql`person_id = ${bearer.person}` : sql`token_hash = ${bearer.tokenHash}`

export async function standingIn(
  tx: Tx,
  campaign: Id,
  bearer: Bearer
): Promise<{ answered: boolean; as: Voice } | null> {
  const [row] = await tx.sql<{ answered: boolean; as: Voice }[]>`
    select coalesce(answered, true) as answered, coalesce(labels ->> 'as', 'team') as "as" from campaign_people
    where campaign_id = ${campaign} and ${bearing(tx, bearer)}`
  return row ?? null
}

/**
 * Notes that somebody answered, once; gives the groups they count in. null when they had, or were not asked. The caller
 * holds the campaign alone and calls `blurTurns` afterwards.
 */
export async function takeTurn(tx: Tx, campaign: Id, bearer: Bearer): Promise<Labels | null> {
  const [row] = await tx.sql<{ labels: Labels }[]>`
    update campaign_people set answered = true
    where campaign_id = ${campaign} and ${bearing(tx, bearer)} and not answered returning labels`
  return row?.labels ?? null
}

/**
 * Writes every row of the campaign once more: else the number of the transaction would stand both with the person who
 * just answered and with the answers, and join the two for whoever reads one copy while it runs.
 */
export async function blurTurns(tx: Tx, campaign: Id): Promise<void> {
  await tx.sql`update campaign_people set answered = answered where campaign_id = ${campaign}`
  await tx.sql`update campaign_pending set labels = labels where campaign_id = ${campaign}`
}

export async function noteReminder(tx: Tx, campaign: Id, day: Day): Promise<void> {
  await tx.sql`update campaigns set reminded_on = ${day} where id = ${campaign}`
}

/** Campaigns in which it is somebody's turn. */
export async function turnsOf(tx: Tx, person: Id, today: Day): Promise<Campaign[]> {
  return await tx.sql<Campaign[]>`
    select ${columns(tx)} from campaigns where closed_on is null and closes_on >= ${today} and id in (
      select campaign_id from campaign_people where person_id = ${person} and not answered)
    order by closes_on, id`
}

/** In which campaigns somebody was asked. */
export async function askedIn(tx: Tx, person: Id): Promise<Set<Id>> {
  const rows = await tx.sql<{ id: Id }[]>`
    select campaign_id as id from campaign_people where person_id = ${person}`
  return new Set(rows.map(({ id }) => id))
}

export async function insertShared(tx: Tx, campaign: Id, person: Id, answers: Answers): Promise<void> {
  await tx.sql`
    insert into campaign_shared (school_id, campaign_id, person_id, answers)
    values (${tx.school}, ${campaign}, ${person}, ${tx.sql.json(answers)})`
}

/** What leaders chose to show beside the team. */
export async function readShared(tx: Tx, campaign: Id): Promise<{ person: Id; answers: Answers }[]> {
  return await tx.sql<{ person: Id; answers: Answers }[]>`
    select person_id as person, answers from campaign_shared where campaign_id = ${campaign} order by person_id`
}

export async function insertPending(tx: Tx, campaign: Id, labels: Labels, { answers, texts }: Answered): Promise<void> {
  await tx.sql`
    insert into campaign_pending (school_id, id, campaign_id, labels, answers)
    values (${tx.school}, ${randomUUID()}, ${campaign}, ${tx.sql.json(labels)}, ${tx.sql.json({ answers, texts })})`
}

export async function readPending(tx: Tx, campaign: Id): Promise<{ labels: Labels; answered: Answered }[]> {
  return await tx.sql<{ labels: Labels; answered: Answered }[]>`
    select labels, answers as answered from campaign_pending where campaign_id = ${campaign} order by id`
}

export async function readClosedAnswers(tx: Tx, campaign: Id): Promise<Answers[]> {
  const rows = await tx.sql<{ answers: Answers }[]>`
    select answers from campaign_answers where campaign_id = ${campaign} order by id`
  return rows.map(({ answers }) => answers)
}

/** By item, in an order that says nothing. */
export async function readTexts(tx: Tx, campaign: Id): Promise<{ item: string; text: string }[]> {
  return await tx.sql<{ item: string; text: string }[]>`
    select item, text from campaign_texts where campaign_id = ${campaign} order by item, id`
}

/**
 * Writes everything of the campaign again in random order under new random ids: answers without their groups, what was
 * written apart from the answers, and the list of people without tokens and without who answered.
 */
export async function scatter(tx: Tx, campaign: Id, pending: readonly Answered[]): Promise<void> {
  const answers = shuffled(pending.map((one) => ({ id: randomUUID(), answers: one.answers })))
  const texts = shuffled(
    pending.flatMap((one) => Object.entries(one.texts).map(([item, text]) => ({ id: randomUUID(), item, text })))
  )
  await tx.sql`delete from campaign_pending where campaign_id = ${campaign}`
  await tx.sql`
    insert into campaign_answers (school_id, id, campaign_id, answers)
    select ${tx.school}::uuid, id, ${campaign}, answers
    from jsonb_to_recordset(${tx.sql.json(answers)}) as row(id uuid, answers jsonb)`
  await tx.sql`
    insert into campaign_texts (school_id, id, campaign_id, item, text)
    select ${tx.school}::uuid, id, ${campaign}, item, text
    from jsonb_to_recordset(${tx.sql.json(texts)}) as row(id uuid, item text, text text)`
  const people = shuffled([...(await peopleAsked(tx, campaign))])
  await tx.sql`delete from campaign_people where campaign_id = ${campaign}`
  await tx.sql`
    insert into campaign_people (school_id, campaign_id, person_id, labels, token_hash, answered)
    select ${tx.school}::uuid, ${campaign}, person, labels, null, null
    from jsonb_to_recordset(${tx.sql.json(people)}) as row(person uuid, labels jsonb)`
}

/** Fisher and Yates, with chance that nobody can repeat. */
function shuffled<T>(list: T[]): T[] {
  for (let at = list.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[list[at], list[other]] = [list[other]!, list[at]!]
  }
  return list
}
