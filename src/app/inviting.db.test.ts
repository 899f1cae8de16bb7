import { describe, expect, it } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { authForTests } from '#platform/auth/testing.ts'
import { acceptInvitation, renewInvitations } from '#platform/auth/invitations.ts'
import { accessOf } from '#platform/auth/memberships.ts'
import { aBrowser } from '#platform/auth/testing.ts'
import { makePerson } from '#people/testing'
import { invitePeople } from './inviting.server.ts'
import { closeTheDoor, openTheDoor } from './leaving.server.ts'
import { voidOldInvitations } from './void-invitations.server.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
const app = { auth, database, clock: auth.clock }

async function invited() {
  const leader = await makePerson(database, { roles: ['school_leader'] })
  const { school } = leader
  const person = await makePerson(database, { school })
  const outcome = await invitePeople(app, [person], { school, by: leader.id, language: 'nl' })
  return { school, leader, person, outcome }
}

const access = async (school: string) => database.signin((tx) => accessOf(tx, school, auth.clock()))

async function accept(email: string) {
  const [link] = await renewInvitations(auth, email).then((links) => (links.ok ? links.value : []))
  if (!link) throw new Error('no invitation waits')
  const { token } = link
  return acceptInvitation(auth, { token, visitor: null, password: null, language: 'nl', browser: aBrowser() })
}

describe('inviting', () => {
  it('without mail leaves an invitation that waits', async () => {
    const { school, person, outcome } = await invited()
    expect(outcome).toEqual({
      deliveries: [{ person: person.id, email: person.email, delivery: 'mail_not_configured' }],
      refused: []
    })
    expect(await access(school)).toMatchObject([{ person: person.id, state: 'invited' }])
  })

  it('many at once names those who cannot be invited', async () => {
    const { school, leader } = await invited()
    const people = await Promise.all(Array.from({ length: 12 }, () => makePerson(database, { school })))
    const nobody = await makePerson(database, { school, email: '' })
    const outcome = await invitePeople(app, [...people, nobody], { school, by: leader.id, language: 'nl' })
    expect(outcome.deliveries).toHaveLength(12)
    expect(outcome.refused).toMatchObject([{ person: nobody.id, failure: { code: 'email_invalid' } }])
  })
})

describe('an invitation to an address that is no longer somebody’s', () => {
  it('ends, and whoever is in stays in', async () => {
    const { school, person } = await invited()
    const { person: member, school: other } = await invited()
    expect((await accept(member.email)).ok).toBe(true)
    await voidOldInvitations(app, school, [person.id])
    await voidOldInvitations(app, other, [member.id])
    expect(await access(school)).toEqual([])
    expect(await access(other)).toEqual([{ person: member.id, state: 'member' }])
    await expect(accept(person.email)).rejects.toThrow('no invitation waits')
  })
})

describe('leaving', () => {
  it('closes the door of this school, and taking it back opens it for the same account', async () => {
    const { school, person } = await invited()
    const accepted = await accept(person.email)
    if (!accepted.ok) throw new Error(accepted.failure.code)
    const { token } = accepted.value
    expect((await auth.sessions.find(token))!.member).toEqual({ school, person: person.id })
    await closeTheDoor(app, school, person.id)
    expect((await auth.sessions.find(token))!.member).toBeNull()
    expect(await openTheDoor(app, school, person.id)).toBe(true)
    expect((await auth.sessions.find(token))!.member).toEqual({ school, person: person.id })
  })
})
