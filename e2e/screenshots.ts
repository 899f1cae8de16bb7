/**
 * `npm run screenshots`: every page at every size in every look, with the content of a real unit, as PNG in
 * `screenshots/`, and contact sheets of them. Nothing is compared: they are there to be looked at.
 * `npm run screenshots -- board` takes only the screens whose name begins so; `-- --handbook` those of a unit's board, and
 * writes the ones that stand in the handbook to `docs/handleiding/beelden`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { ensureBuilt } from '../tools/bootstrap.js'
import { VIEWS } from '#demo'
import { bringParts, CHROMIUM as PART } from '../tools/machine-parts.ts'
import { makeUnitOf, openWorld, type World } from '../tools/world.ts'
import { chooseList, claim, WILG } from './support/begin.ts'
import { CHROMIUM } from './support/chromium.ts'
import { invitationLink } from './support/command.ts'
import { answerAndClose, askSchool } from './support/campaign.ts'
import { tellThreeWeeks, tellToday } from './support/content.ts'
import { crawl } from './support/crawl.ts'
import { lookAround } from './support/demonstration.ts'
import { boardUrl, open } from './support/hands.ts'
import { openLine, type Line } from './support/line.ts'
import { COLLEAGUES, makeTeam, SCHOOL, type Team } from './support/team.ts'

const FOLDER = join(import.meta.dirname, '../screenshots')
const PAPER = { phone: [360, 740], tablet: [768, 1024], laptop: [1366, 768] } as const
const WALL = { wall: [1920, 1080], wall720: [1280, 720] } as const
const HANDBOOK = join(import.meta.dirname, '../docs/handleiding/beelden')
/** What stands in the handbook, with the size and the look it has there. */
const IN_HANDBOOK = new Set([
  'today-phone-light',
  'unit-laptop-light',
  'session-check-in-phone-light',
  'session-review-phone-light',
  'session-entry-phone-light',
  'session-offline-phone-light',
  'board-check-in-wall720-dark',
  'board-review-wall720-dark',
  'board-goals-wall720-light',
  'board-close-wall720-dark',
  'board-idle-wall720-dark',
  'ended-laptop-light',
  'wall-laptop-light',
  'wall-requests-laptop-light',
  'tell-units-laptop-light'
])

type Sizes = Record<string, readonly [number, number]>
type Theme = 'light' | 'dark'

class Camera {
  readonly taken: string[] = []
  readonly #wanted: string
  readonly #forHandbook: boolean

  constructor(wanted: string, forHandbook: boolean) {
    this.#wanted = wanted
    this.#forHandbook = forHandbook
  }

  /** Is there any screen to take whose name begins so? */
  wants(...beginnings: string[]): boolean {
    if (this.#forHandbook) return beginnings.includes('board')
    return beginnings.some((begin) => begin.startsWith(this.#wanted) || this.#wanted.startsWith(begin))
  }

  /** A page as it stands, at each size in each look. */
  async take(page: Page, name: string, sizes: Sizes = PAPER): Promise<void> {
    if (!name.startsWith(this.#wanted)) return
    const isPictured = (look: string) => !this.#forHandbook || IN_HANDBOOK.has(look)
    const isWall = sizes === WALL
    for (const [size, [width, height]] of Object.entries(sizes))
      for (const theme of ['light', 'dark'] as const) {
        if (!isPictured(`${name}-${size}-${theme}`)) continue
        await page.setViewportSize({ width, height })
        await dress(page, theme, isWall)
        if (this.#forHandbook) {
          const path = join(HANDBOOK, `${name}-${size}-${theme}.jpg`)
          await page.screenshot({ path, type: 'jpeg', quality: 72, animations: 'disabled' })
          this.taken.push(path)
          continue
        }
        // As high as the page is, so that what is fixed to the foot of the screen stands at the foot of the picture.
        const whole = await page.evaluate(() => document.documentElement.scrollHeight)
        if (!isWall && whole > height) await page.setViewportSize({ width, height: whole })
        await drawn(page)
        const file = `${name}-${size}-${theme}.png`
        await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' })
        this.taken.push(file)
      }
  }
}

async function dress(page: Page, theme: Theme, isWall: boolean): Promise<void> {
  if (isWall) await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
  else await page.emulateMedia({ colorScheme: theme })
  await page.locator('html:not([data-plain])').waitFor({ state: 'attached' })
  await page.evaluate(() => document.fonts.ready)
}

/** A page that has just become higher is drawn from the top; its last part a moment later. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

type Shoot = { world: World; team: Team; line: Line; browser: Browser; camera: Camera }

async function contextOf(browser: Browser, cookie?: { name: string; value: string }): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' })
  if (cookie) await context.addCookies([{ ...cookie, domain: '127.0.0.1', path: '/', httpOnly: true }])
  return context
}

async function takeDoors({ world, browser, camera }: Shoot): Promise<void> {
  const page = await (await contextOf(browser)).newPage()
  await open(page, `${world.url}/begin`)
  await camera.take(page, 'begin')
  await claim(page, world, { givenName: 'Iris', familyName: 'Vos', email: 'iris@regenboog.example' }, 'BBBB-CCCC')
  await camera.take(page, 'begin-wrong-code')
  await open(page, `${world.url}/inloggen`)
  await camera.take(page, 'sign-in')
  await open(page, `${world.url}/uitnodiging`)
  await camera.take(page, 'invitation-help')
  await open(page, await invitationLink(world, SCHOOL, COLLEAGUES[3].email))
  await camera.take(page, 'invitation')
  await open(page, `${world.url}/uitnodiging/${'x'.repeat(43)}`)
  await camera.take(page, 'invitation-broken')
  await open(page, `${world.url}/digibord`)
  await camera.take(page, 'board-pairing', WALL)
  await page.context().close()
}

async function takeSchool({ world, team, browser, camera }: Shoot): Promise<void> {
  const page = await (await contextOf(browser, await team.leaderCookie())).newPage()
  const shoot = async (path: string, name: string) => {
    await open(page, world.url + path)
    await camera.take(page, name)
  }
  await shoot('/school', 'school')
  await shoot('/school/collegas', 'people')
  await shoot('/school/collegas/nieuw', 'person-new')
  await shoot(`/school/collegas/${team.people[0]}`, 'person')
  await shoot(`/school/collegas/${team.people[0]}/rollen`, 'rights-person')
  await shoot('/school/rechten', 'rights')
  await shoot('/school/veranderd', 'rights-changes')
  await shoot('/account', 'account')
  await shoot('/account/over-mij', 'account-about-me')
  await shoot('/account/twee-stappen', 'second-step-off')
  await page.getByRole('button', { name: 'Aanzetten' }).click()
  await page.getByRole('img').waitFor()
  await camera.take(page, 'second-step')
  await shoot('/welkom', 'newcomer')
  await shoot('/school/units', 'units')
  await shoot(`/school/units/${team.unit}`, 'unit')
  await shoot(`/school/units/${team.unit}/moment`, 'unit-moment')
  await shoot('/school/collegas/importeren', 'import')
  await chooseList(page, world, { name: 'foto.xlsx', mimeType: 'image/png', buffer: Buffer.from('89504e47', 'hex') })
  await page.getByText('Dit is een afbeelding.').waitFor()
  await camera.take(page, 'import-refused')
  const isRead = () =>
    page
      .getByRole('button', { name: /importeren$/ })
      .first()
      .waitFor()
  await chooseList(page, world, WILG)
  await isRead()
  await camera.take(page, 'import-preview')
  const mixed = 'Voornaam;Achternaam;E-mail;Unit\nBo;de Wit;bo@@regenboog;Kleuters\n;Jansen;j@regenboog.example;\n'
  await chooseList(page, world, { name: 'nieuw.csv', mimeType: 'text/csv', buffer: Buffer.from(mixed + 'Lot;Vos;;\n') })
  await isRead()
  await camera.take(page, 'import-preview-problems')
  await page.getByRole('button', { name: '1 collega importeren' }).click()
  await page.getByRole('heading', { name: 'Er is 1 nieuwe collega binnen' }).waitFor()
  await camera.take(page, 'import-done')
  await shoot('/vandaag', 'today-without-unit')
  await shoot('/bord', 'board-none')
  await shoot('/bestaat-niet', 'not-found')
  await page.context().close()
}

/** A questionnaire that runs and one that is closed, as the leader and as a colleague see them. */
async function takeQuestionnaires({ world, team, browser, camera }: Shoot): Promise<void> {
  const app = await world.app()
  const closed = await askSchool(app, team, 'Scan lerende school', ['learning-school', 'distributed-leadership'])
  await answerAndClose(app, team, closed, 12)
  const running = await askSchool(app, team, 'Vertrouwen in ons team', ['collective-efficacy'])
  const page = await (await contextOf(browser, await team.leaderCookie())).newPage()
  const place = '/school/vragenlijsten'
  for (const [path, name] of [
    [place, 'campaigns'],
    [`${place}/nieuw`, 'campaign-new'],
    [`${place}/${running}`, 'campaign-running'],
    [`${place}/${closed}`, 'campaign-results'],
    [`${place}/${closed}/gesprek`, 'campaign-talk'],
    [`${place}/${closed}/gesprek?stap=wisdom`, 'campaign-talk-end'],
    [`${place}/eigen/nieuw?van=collective-efficacy`, 'campaign-own'],
    [`/vragenlijst/${running}`, 'campaign-answering'],
    [`/vragenlijst/${closed}`, 'campaign-closed']
  ] as const) {
    await open(page, world.url + path)
    await camera.take(page, name)
  }
  await page.context().close()
}

/** One member and the digiboard, each with the board open, moved from phase to phase. */
async function takeBoards(set: Shoot): Promise<void> {
  const { world, team, browser, camera, line } = set
  const app = await world.app()
  const empty = await makeUnitOf(app, team.school, 'Onderbouw', [team.people[5]!, team.people[0]!])
  const member = await (await contextOf(browser, await team.cookieOf('Annemarie'))).newPage()
  const wall = await (await contextOf(browser)).newPage()

  await open(member, boardUrl(world.url, empty))
  await camera.take(member, 'unit-empty')
  await pair(wall, member, world.url, empty)
  await camera.take(wall, 'board-empty', WALL)
  await open(member, `${boardUrl(world.url, team.unit)}/digibord`)
  await camera.take(member, 'pair')

  const story = await tellThreeWeeks(app, team, Date.now())
  await wall.context().clearCookies({ name: 'samenspel_bord' })
  await pair(wall, member, line.url, team.unit)
  const reopen = async () => {
    await open(member, boardUrl(line.url, team.unit))
    await open(wall, `${line.url}/digibord`)
  }
  const both = async (name: string) => {
    await camera.take(member, `session-${name}`)
    await camera.take(wall, `board-${name}`, WALL)
  }
  await reopen()
  await camera.take(member, 'unit')
  await camera.take(wall, 'board-idle', WALL)
  await open(member, `${world.url}/vandaag`)
  await camera.take(member, 'today')
  await open(member, `${world.url}/account`)
  await camera.take(member, 'account')
  for (const [path, name] of [
    ['/muur', 'wall'],
    ['/agenda', 'calendar'],
    ['/school/vrije-dagen', 'free-days'],
    ['/nieuwsflits', 'wall-bulletin'],
    ['/zoeken?q=reken', 'wall-search'],
    [`/bord/${team.unit}/sessies`, 'wall-sessions']
  ] as const) {
    await open(member, world.url + path)
    await camera.take(member, name)
  }

  const leader = await (await contextOf(browser, await team.leaderCookie())).newPage()
  await open(leader, `${world.url}/mededelingen`)
  await camera.take(leader, 'tell-units')
  await open(leader, `${world.url}/hulpvragen`)
  await camera.take(leader, 'wall-requests')
  await leader.context().close()

  await tellToday(story, async (phase) => {
    await reopen()
    await both(phase)
  })
  await story.standIn(4)
  await reopen()
  await both('overtime')
  line.cut()
  await member.getByText(/Geen verbinding sinds/).waitFor()
  await member
    .getByRole('navigation', { name: 'In deze sessie' })
    .getByRole('button', { name: 'Actie', exact: true })
    .click()
  await camera.take(member, 'session-entry')
  await member.getByRole('dialog').getByRole('combobox').fill('Sanne V.: de klok van de gang bijzetten voor do')
  await member.getByRole('dialog').getByRole('button', { name: 'Zet op het bord' }).click()
  await both('offline')
  line.mend()

  await story.say('Noor', { type: 'close-session' })
  await reopen()
  await camera.take(wall, 'board-ended', WALL)
  await camera.take(member, 'unit-after')
  await member.getByRole('list').getByRole('link', { name: /\d/ }).first().click()
  await member.waitForURL('**/sessies/*')
  await camera.take(member, 'ended')
  await member.context().close()
  await wall.context().close()
}

/** Every page that a teacher of the demonstration school finds by following links, and what the leader finds besides. */
async function takeDemonstration({ world, browser, camera }: Shoot): Promise<void> {
  const { cookies } = await lookAround(await world.app())
  const taken = new Set<string>()
  for (const view of VIEWS) {
    const [name, value] = cookies[view].split('=') as [string, string]
    const page = await (await contextOf(browser, { name, value })).newPage()
    for (const { path, pattern } of await crawl(world.url, '/vandaag', cookies[view])) {
      if (taken.has(pattern)) continue
      taken.add(pattern)
      await open(page, world.url + path)
      await camera.take(page, `demo${pattern.replaceAll(/[^a-z]+/g, '-').replace(/-$/, '')}`)
    }
    await page.context().close()
  }
}

async function pair(wall: Page, member: Page, url: string, unit: string): Promise<void> {
  await open(wall, `${url}/digibord`)
  const code = (await wall.getByText(/^[A-Z]{3}-[A-Z]{3}$/).textContent())!
  await open(member, `${boardUrl(url, unit)}/digibord`)
  await member.getByLabel('Code op het digibord').fill(code)
  await member.getByRole('button', { name: 'Digibord koppelen' }).click()
  await wall.getByRole('button', { name: 'Start de sessie' }).waitFor()
}

/** All pictures of one size and look beside each other. */
async function printSheets(browser: Browser, files: string[]): Promise<void> {
  const groups = Map.groupBy(files, (file) => file.split('-').slice(-2).join('-').replace('.png', ''))
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } })
  for (const [group, pictures] of groups) {
    const cells = pictures.map((file) => `<figure><img src="${file}"><figcaption>${file}</figcaption></figure>`)
    const columns = group.startsWith('phone') ? 8 : group.startsWith('tablet') ? 6 : 3
    const style = `body{margin:8px;font:12px sans-serif;columns:${columns};column-gap:8px}figure{margin:0 0 8px;break-inside:avoid}img{width:100%;border:1px solid #999}`
    const sheet = join(FOLDER, `sheet-${group}.html`)
    writeFileSync(sheet, `<!doctype html><meta charset="utf-8"><style>${style}</style>${cells.join('')}`)
    await page.goto(pathToFileURL(sheet).href)
    await page.screenshot({ path: sheet.replace('.html', '.png'), fullPage: true })
  }
  await page.close()
}

bringParts([PART])
if (!PART.isThere()) {
  console.error(`The screenshots need ${PART.name}: apt-get install ${PART.debianPackage}`)
  process.exit(1)
}
await ensureBuilt()
const forHandbook = process.argv.includes('--handbook')
if (!forHandbook) rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const world = await openWorld()
const line = await openLine(() => world.port)
const browser = await chromium.launch(CHROMIUM)
try {
  const camera = new Camera(forHandbook ? '' : (process.argv[2] ?? ''), forHandbook)
  const set = { world, line, browser, camera, team: await makeTeam(await world.app()) }
  if (camera.wants('begin', 'sign-in', 'invitation')) await takeDoors(set)
  if (camera.wants('school', 'people', 'person', 'rights', 'account', 'second', 'unit', 'import', 'not-found'))
    await takeSchool(set)
  if (camera.wants('board', 'session', 'wall', 'today', 'unit', 'pair', 'ended', 'tell')) await takeBoards(set)
  if (camera.wants('questionnaire', 'answer', 'result', 'campaign')) await takeQuestionnaires(set)
  if (!forHandbook && camera.wants('demo')) await takeDemonstration(set)
  if (!forHandbook) await printSheets(browser, camera.taken)
  console.log(`${camera.taken.length} screenshots in ${forHandbook ? 'docs/handleiding/beelden/' : 'screenshots/'}`)
} finally {
  await browser.close()
  await line.close()
  await world.close()
}
