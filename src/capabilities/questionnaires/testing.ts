import type { Id } from '#kernel/id.ts'
import { makePerson, makeSchool, makeUnit, NOW } from '#people/testing'
import type { Database } from '#platform/db/door.ts'
import { answerCampaign, openCampaign, type Letter } from './campaigns.server.ts'
import type { Answered } from './core/form.ts'

export const DAY = 86_400_000

export type MadeCampaign = { school: Id; id: Id; leader: Id; letters: Letter[]; people: Id[]; units: Id[]; at: number }

/** A school whose units have these sizes (the leader comes on top of them), and a campaign that asks everybody. */
export async function makeCampaign(
  database: Database,
  {
    sizes = [6, 6],
    instruments = ['collective-efficacy'],
    groupings = ['unit'],
    ...over
  }: {
    sizes?: number[]
    instruments?: string[]
    groupings?: string[]
    norm?: number | null
    closesOn?: string
  } = {}
): Promise<MadeCampaign> {
  const school = await makeSchool(database)
  const leader = (await makePerson(database, { school, roles: ['school_leader'], function: 'Schoolleider' })).id
  const people: Id[] = []
  const units: Id[] = []
  for (const size of sizes) {
    const members: Id[] = []
    for (let at = 0; at < size; at++) members.push((await makePerson(database, { school })).id)
    units.push((await makeUnit(database, { school, members })).id)
    people.push(...members)
  }
  const wish = { title: 'Scan', instruments, groupings, norm: 7, closesOn: '2026-12-01', ...over }
  const opened = await database.transact(school, (tx) => openCampaign(tx, wish, { person: leader, now: NOW }))
  if (!opened.ok) throw new Error(opened.failure.code)
  return { school, ...opened.value, leader, people, units, at: NOW }
}

export async function give(database: Database, { school, id }: MadeCampaign, person: Id, answered: Partial<Answered>) {
  return database.transact(school, (tx) =>
    answerCampaign(tx, { campaign: id, by: { person }, now: NOW }, { answers: {}, ...answered })
  )
}
