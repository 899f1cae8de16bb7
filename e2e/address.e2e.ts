import { open } from './support/hands.ts'
import { openMailedWorld, type MailedWorld } from './support/mailed-world.ts'
import { COLLEAGUES, makeTeam, type Team } from './support/team.ts'
import { expect, LAPTOP, PHONE, test } from './support/test.ts'

let mailed: MailedWorld
let team: Team

test.beforeAll(async () => {
  mailed = await openMailedWorld()
  team = await makeTeam(await mailed.world.app(), { size: 4 })
})
test.afterAll(() => mailed?.close())

/** The path of the link in the newest mail to an address, once it has come. */
async function pathMailedTo(address: string): Promise<string> {
  const newest = () => mailed.mailbox.received.findLast(({ to }) => to[0] === address)?.mail.text ?? ''
  await expect.poll(newest).toContain(mailed.line.url)
  return new URL(/https?:\/\/\S+/.exec(newest())![0]).pathname
}

test('somebody signs in with another address from the moment its link is followed, and can put it back', async ({
  devices
}) => {
  const [annemarie] = COLLEAGUES
  const NEW = 'annemarie@thuis.example'
  const laptop = await devices.open('Annemarie', { ...LAPTOP, cookie: await team.cookieOf('Annemarie') })
  const phone = await devices.open('Annemarie, on her phone', { ...PHONE, cookie: await team.cookieOf('Annemarie') })
  const sanne = await devices.open('Sanne', { ...LAPTOP, cookie: await team.cookieOf('Sanne') })
  const ask = async (email: string) => {
    await laptop.getByLabel('Nieuw e-mailadres').fill(email)
    await laptop.getByRole('button', { name: 'Mail sturen' }).click()
  }

  await test.step('what is wrong is said beside the field, and stays', async () => {
    await open(laptop, `${mailed.world.url}/account`)
    await laptop.getByRole('link', { name: 'Met een ander adres inloggen' }).click()
    await expect(laptop.getByRole('heading', { name: 'Met een ander adres inloggen' })).toBeVisible()
    await ask(annemarie.email)
    await expect(laptop.getByText('Met dit adres log je al in.', { exact: false })).toBeVisible()
    await expect(laptop.getByLabel('Nieuw e-mailadres')).toHaveValue(annemarie.email)
  })

  await test.step('a mail goes to the new address, and nothing changes yet', async () => {
    await ask(NEW)
    await expect(laptop.getByText(`Er is een mail onderweg naar ${NEW}.`, { exact: false })).toBeVisible()
    await expect(laptop.getByText(`Je logt in met ${annemarie.email}`, { exact: false })).toBeVisible()
  })

  const path = await pathMailedTo(NEW)
  await test.step('the link says who has to be signed in, and works for nobody else', async () => {
    const nobody = await devices.open('a browser where nobody is signed in', LAPTOP)
    await open(nobody, mailed.world.url + path)
    await expect(nobody.getByRole('heading', { name: 'Log eerst in met je oude adres' })).toBeVisible()
    await nobody.getByRole('link', { name: 'Naar inloggen' }).click()
    await expect(nobody).toHaveURL(new RegExp(`naar=${encodeURIComponent(path)}`))
    await open(sanne, mailed.world.url + path)
    await expect(sanne.getByText('Deze link hoort bij een ander account', { exact: false })).toBeVisible()
    await expect(sanne.getByRole('button', { name: 'Ja, dit wordt mijn adres' })).toHaveCount(0)
  })

  await test.step('followed, it changes; the list of the school does not, and that is said', async () => {
    await open(laptop, mailed.world.url + path)
    await expect(laptop.getByText(`Je logt nu in met ${annemarie.email}.`, { exact: false })).toBeVisible()
    await laptop.getByRole('button', { name: 'Ja, dit wordt mijn adres' }).click()
    await expect(laptop.getByText(`Je logt voortaan in met ${NEW}.`, { exact: false })).toBeVisible()
    await expect(
      laptop.getByText(`In de lijst van De Regenboog staat ${annemarie.email}.`, { exact: false })
    ).toBeVisible()
    await open(phone, `${mailed.world.url}/vandaag`)
    await expect(phone).toHaveURL(/\/inloggen/)
  })

  await test.step('the old address is told, and puts it back without script', async () => {
    const back = await pathMailedTo(annemarie.email)
    const narrow = { ...PHONE, viewport: { width: 320, height: 640 }, javaScriptEnabled: false }
    const old = await devices.open('whoever reads the old mailbox', narrow)
    await old.goto(mailed.world.url + back)
    await expect(old.getByText(`Je account logt dan weer in met ${annemarie.email}.`, { exact: false })).toBeVisible()
    const width = () => old.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBeLessThanOrEqual(320)
    await old.getByRole('button', { name: 'Terugzetten en overal uitloggen' }).click()
    await expect(old.getByRole('heading', { level: 1, name: 'Je account' })).toBeVisible()
    await expect(old.getByText(annemarie.email).filter({ visible: true })).toBeVisible()
    await open(laptop, `${mailed.world.url}/vandaag`)
    await expect(laptop).toHaveURL(/\/inloggen/)
  })
})
