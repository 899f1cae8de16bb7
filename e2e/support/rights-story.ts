import type { App } from '#app/app.server.ts'
import { closeTheDoor } from '#app/leaving.server.ts'
import { makeEntry } from '#app/demonstration.server.ts'
import { DEFAULT_NAME } from '#demo'
import { chooseBuddy, takeStep } from '#newcomers/server'
import { giveRole, leaveSchool } from '#people/server'
import { welcomeVisitors } from '#platform/auth/visitors.ts'
import type { Story } from './content.ts'
import type { Team } from './team.ts'

const DAY = 86_400_000

/**
 * A unit after three weeks in which people came and went: roles of every kind, Zoë who is new and asked Ruud to be her
 * buddy, Priya of whom the unit is asked what it learned from welcoming her, and Thijs who left with actions open.
 */
export async function tellComingAndGoing(app: App, team: Team, story: Story): Promise<void> {
  const { school, unit, leader } = team
  const [zoe, ruud, priya, thijs] = ['Zoë', 'Ruud', 'Priya', 'Thijs'].map((name) => story.person(name)) as [
    string,
    string,
    string,
    string
  ]
  const now = app.clock()
  await story.action('corner', 'de leeshoek opnieuw inrichten met de boeken naar voren', 'Thijs')
  await story.action('library', 'de bibliotheek bellen over een kist met informatieve boeken', 'Thijs')
  await app.database.transact(school, async (tx) => {
    await tx.sql`update memberships set since = since - 400 where person_id <> all(${[zoe, priya]}::uuid[])`
    await tx.sql`update memberships set since = since - 30 where person_id = ${priya}`
    const lastDay = new Date(now + 120 * DAY).toISOString().slice(0, 10)
    const wishes = [
      ['Annemarie', { role: 'unit_lead', unit, lastDay: '' }],
      ['Shirley', { role: 'coach', unit: '', lastDay }],
      ['Emine', { role: 'quality_coordinator', unit: '', lastDay: '' }],
      ['Jan-Willem', { role: 'trust_member', unit: '', lastDay: '' }]
    ] as const
    for (const [name, wish] of wishes) {
      const given = await giveRole(tx, leader, story.person(name), wish, now)
      if (!given.ok) throw new Error(`${name}: ${given.failure.code}`)
    }
    await takeStep(tx, zoe, 'why', now)
    const chosen = await chooseBuddy(tx, zoe, { newcomer: zoe, buddy: ruud }, now)
    if (!chosen.ok) throw new Error(chosen.failure.code)
    await tx.sql`
      insert into newcomer_answers (school_id, unit_id, newcomer, by_person, text, at)
      values (${school}, ${unit}, ${priya}, ${ruud}, 'de eerste week samen naar het bord lopen hielp', now())`
    const left = await leaveSchool(tx, thijs, leader, now)
    if (!left.ok) throw new Error(left.failure.code)
  })
  await closeTheDoor(app, school, thijs)
}

/** A demonstration school that visitors may enter from the page of sign-in. */
export async function openToVisitors(app: App): Promise<void> {
  const made = await makeEntry(app, DEFAULT_NAME)
  if (!made.ok) throw new Error(made.failure.code)
  await welcomeVisitors(app.auth, true)
}
