import { afterAll, expect, it } from 'vitest'
import { createLog } from '#app/app.server.ts'
import { answerCampaign, remind } from '#questionnaires/server'
import { give, makeCampaign } from '#questionnaires/testing'
import { authForTests } from '#platform/auth/testing.ts'
import { testDatabase } from '#platform/db/testing.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { openMailbox } from '#platform/mail/testing.ts'
import { closeDueCampaigns } from './close-campaigns.server.ts'
import { sendCampaignLetters, sendReminders } from './campaign-letters.server.ts'
import { readLetter } from './pages/answering.server.ts'

const database = await testDatabase()
const mailbox = await openMailbox()
afterAll(() => mailbox.close())
const mailer = openMailer({ url: mailbox.url, from: 'Samenspel <samenspel@school.example>' })
const { auth } = authForTests(database, mailer, 'https://samenspel.school.example')
const app = { auth, database, log: createLog() }
const full = { answers: { 'efficacy-1': 4 } }
const DAY = 86_400_000

it('mails everybody a link of their own, reminds only who has not answered, and closes by the clock', async () => {
  const made = await makeCampaign(database, { sizes: [6] })
  const { school, id } = made
  const order = { school, campaign: id, by: made.leader, language: 'nl' as const }
  const sent = await sendCampaignLetters(app, made.letters, order)
  expect(sent).toEqual({ mailed: 7, withoutAddress: 0, failed: 0, isConfigured: true })
  const paths = mailbox.received.map(({ mail }) => /\/vragenlijst\/brief\/(\S+)/.exec(mail.text ?? '')![1]!)
  expect(new Set(paths).size).toBe(7)

  const letters = paths.map((path) => readLetter(path)!)
  for (const { token } of letters.slice(0, 2)) {
    const by = { campaign: id, by: { token }, now: made.at }
    expect(await database.transact(school, (tx) => answerCampaign(tx, by, full))).toMatchObject({ ok: true })
  }
  const answered = mailbox.received.slice(0, 2).map(({ to }) => to[0])
  mailbox.received.length = 0
  const waiting = await database.transact(school, (tx) => remind(tx, id, { person: made.leader, now: made.at }))
  if (!waiting.ok) throw new Error(waiting.failure.code)
  // One has no address, which would tell of whoever has none: of a reminder no number is told.
  const [none, ...rest] = waiting.value
  const reminded = await sendReminders(app, [{ ...none!, email: '' }, ...rest], order)
  expect(reminded).toEqual({ isConfigured: true, isTaken: true })
  expect(mailbox.received).toHaveLength(4)
  for (const { to, mail } of mailbox.received) {
    expect(answered).not.toContain(to[0])
    expect(mail.subject).toMatch(/^Herinnering/)
  }

  for (const person of made.people) await give(database, made, person, full)
  const incidents: unknown[] = []
  const clock = () => Date.UTC(2026, 11, 1, 12) + DAY
  await closeDueCampaigns({ database, clock, incident: (error) => String(incidents.push(error)) })
  expect(incidents).toEqual([])
  const [closed] = await database.ownerSql<{ closed: string; left: number }[]>`
    select closed_on::text as closed, (select count(*)::int from campaign_people where campaign_id = ${id}
      and token_hash is not null) as left from campaigns where id = ${id}`
  expect(closed).toEqual({ closed: '2026-12-02', left: 0 })
})

it('without mail, or where there is no address, says so', async () => {
  const made = await makeCampaign(database, { sizes: [6] })
  const order = { school: made.school, campaign: made.id, by: made.leader, language: 'nl' as const }
  const none = { ...app, auth: authForTests(database).auth }
  expect(await sendCampaignLetters(none, made.letters, order)).toMatchObject({ mailed: 0, isConfigured: false })
  const odd = made.letters.map((letter, at) => (at < 2 ? { ...letter, email: '' } : letter))
  expect(await sendCampaignLetters(app, odd, order)).toEqual({
    ...{ mailed: 5, withoutAddress: 2, failed: 0, isConfigured: true }
  })
  expect(await sendReminders(none, made.letters, order)).toEqual({ isConfigured: false, isTaken: true })
  const closed = openMailer({ url: 'smtp://127.0.0.1:9', from: 'Samenspel <samenspel@school.example>', retryAfter: 1 })
  const dead = { ...app, auth: authForTests(database, closed, 'https://samenspel.school.example').auth }
  expect(await sendReminders(dead, made.letters, order)).toEqual({ isConfigured: true, isTaken: false })
})
