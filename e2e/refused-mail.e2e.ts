import type { SMTPServerOptions } from 'smtp-server'
import { requestLink } from '#platform/auth/sign-in.ts'
import { open } from './support/hands.ts'
import { openMailedWorld, type MailedWorld } from './support/mailed-world.ts'
import { COLLEAGUES, makeTeam, type Team } from './support/team.ts'
import { expect, LAPTOP, PHONE, test } from './support/test.ts'

let mailed: MailedWorld
let team: Team
/** Addresses that the mail server of the school does not know. */
const unknown = new Set<string>()

test.beforeAll(async () => {
  const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, done) =>
    done(unknown.has(address) ? Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 }) : null)
  mailed = await openMailedWorld({ onRcptTo })
  team = await makeTeam(await mailed.world.app(), { size: 4 })
})
test.afterAll(() => mailed?.close())

test('a mailbox that bounces is seen by its holder and by who keeps the list, until a mail arrives', async ({
  devices
}) => {
  const [annemarie, sanne] = COLLEAGUES
  unknown.add(sanne.email).add(annemarie.email)
  const leader = await devices.open('Marijke', { ...LAPTOP, cookie: await team.leaderCookie() })
  const rowOf = (name: string) => leader.getByRole('row').filter({ hasText: name })

  await test.step('an invitation that is refused says so, and the colleague is marked', async () => {
    await open(leader, `${mailed.world.url}/school/collegas/${team.people[1]!}`)
    await leader.getByRole('button', { name: 'Sanne de Wit uitnodigen' }).click()
    await expect(leader.getByText('De uitnodiging voor Sanne de Wit kwam niet aan', { exact: false })).toBeVisible()
    await expect(leader.getByText(`niet aan op ${sanne.email}.`, { exact: false })).toBeVisible()
    await open(leader, `${mailed.world.url}/school/collegas`)
    await expect(rowOf('Sanne de Wit')).toContainText('mail komt niet aan')
    await expect(rowOf('Sanne Verhoeven')).not.toContainText('mail komt niet aan')
  })

  await test.step('Annemarie, who can sign in, reads it on Today and on the account page', async () => {
    const phone = await devices.open('Annemarie', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
    const { auth } = await mailed.world.app()
    await requestLink(auth, { purpose: 'sign_in', email: annemarie.email, network: '127.0.0.1' })
    await auth.settled()
    const sentence = `Onze mail komt niet aan op ${annemarie.email}. Klopt je adres?`
    await open(phone, `${mailed.world.url}/vandaag`)
    await expect(phone.getByRole('heading', { name: sentence })).toBeVisible()
    await open(phone, `${mailed.world.url}/account`)
    await expect(phone.getByText(sentence)).toBeVisible()
    // Of others nothing, who does not keep the list.
    await open(phone, `${mailed.world.url}/school/collegas`)
    await expect(phone.getByRole('row').filter({ hasText: 'Sanne de Wit' })).toBeVisible()
    await expect(phone.getByText('mail komt niet aan')).toHaveCount(0)
  })

  await test.step('a mail that arrives takes it back', async () => {
    unknown.clear()
    await open(leader, `${mailed.world.url}/school/collegas/${team.people[1]!}`)
    await leader.getByRole('button', { name: 'Opnieuw uitnodigen' }).click()
    await expect(leader.getByText('De uitnodiging voor Sanne de Wit is gemaild.', { exact: false })).toBeVisible()
    await open(leader, `${mailed.world.url}/school/collegas`)
    await expect(rowOf('Sanne de Wit')).not.toContainText('mail komt niet aan')
    await expect(rowOf('Annemarie')).toContainText('mail komt niet aan')
  })
})
