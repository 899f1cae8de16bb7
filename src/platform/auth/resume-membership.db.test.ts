import { expect, it } from 'vitest'
import { testDatabase } from '#platform/db/testing.ts'
import { endMembership, joinSchool, membershipsOf } from './memberships.ts'
import { resumeMembership } from './resume-membership.ts'
import { aMember, anAccount, authForTests } from './testing.ts'

const database = await testDatabase()
const { auth } = authForTests(database)
const HOUR = 3_600_000

const leave = ({ school, person }: { school: string; person: string }) =>
  database.signin((tx) => endMembership(tx, { school, person }, auth.clock()))
const resume = ({ school, person }: { school: string; person: string }, after: number) =>
  database.signin((tx) => resumeMembership(tx, { school, person }, after))
const schoolsOf = (account: string) => database.signin((tx) => membershipsOf(tx, account))

it('lets the same account in again, and no other', async () => {
  const member = await aMember(auth)
  const colleague = await aMember(auth, { school: member.school })
  await leave(member)
  await leave(colleague)
  expect(await resume(member, auth.clock() - HOUR)).toBe(true)
  expect(await schoolsOf(member.account)).toEqual([{ school: member.school, person: member.person }])
  expect(await schoolsOf(colleague.account)).toEqual([])
})

it('does nothing for who left longer ago, or never had an account', async () => {
  const member = await aMember(auth)
  await leave(member)
  expect(await resume(member, auth.clock() + 1)).toBe(false)
  expect(await schoolsOf(member.account)).toEqual([])
  const stranger = { school: member.school, person: member.school }
  expect(await resume(stranger, 0)).toBe(false)
})

it('leaves the person to an account that joined as that person since', async () => {
  const member = await aMember(auth)
  const { school, person } = member
  await leave(member)
  const { account } = await anAccount(auth)
  await database.signin((tx) => joinSchool(tx, { account, school, person, now: auth.clock() }))
  expect(await resume(member, 0)).toBe(false)
  expect(await schoolsOf(account)).toEqual([{ school, person }])
})
