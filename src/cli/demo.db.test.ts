import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

let folder: string
let env: NodeJS.ProcessEnv
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samenspel-demo-'))
  env = { ...process.env, SAMENSPEL_DATA: join(folder, 'data'), PORT: '3000', DATABASE_URL: '', PUBLIC_URL: '' }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function samenspel(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], { env, cwd: folder })
    const ended = { out: '', err: '' }
    child.stdout.on('data', (text) => (ended.out += text))
    child.stderr.on('data', (text) => (ended.err += text))
    child.on('close', (status) => settle({ status, ...ended }))
  })
}

type Described = {
  school: { name: string }
  people: number
  units: unknown[]
  remade: boolean
  eyes: { link: string }[]
}

describe('samenspel demo', () => {
  it('makes a demonstration school, with links to look around', async () => {
    const first = await samenspel('demo', '--json')
    expect(first).toMatchObject({ status: 0, err: '' })
    const described = JSON.parse(first.out) as Described
    expect(described).toMatchObject({ school: { name: 'De Wilgenhoek' }, people: 30, remade: false })
    expect(described.units).toHaveLength(5)
    expect(described.eyes.map(({ link }) => /^http:\/\/localhost:3000\/inloggen\/link\/[\w-]{43}$/.test(link))).toEqual(
      Array(4).fill(true)
    )
    expect((await samenspel('schools')).out).toBe('De Wilgenhoek: 30 collega’s, 5 units\n')
  })

  it('takes it away, and never a real school', async () => {
    expect(await samenspel('demo', '--remove')).toMatchObject({ status: 0, err: '' })
    expect((await samenspel('schools')).out).toBe('')
    const list = join(ROOT, 'src/capabilities/people/testing/rosters/01-de-wilg-personeel.csv')
    await samenspel('import', 'people', list, '--school', 'De Wilg')
    for (const args of [
      ['--school', 'de wilg'],
      ['--remove', '--school', 'De Wilg']
    ]) {
      const refused = await samenspel('demo', ...args)
      expect(refused).toMatchObject({ status: 2, out: '' })
      expect(refused.err).toContain('is een gewone school')
    }
    expect((await samenspel('schools')).out).toBe('De Wilg: 28 collega’s, 3 units\n')
  })

  it('says what is wrong with a seed', async () => {
    const wrong = await samenspel('demo', '--seed', 'appel')
    expect(wrong).toMatchObject({ status: 2, out: '' })
    expect(wrong.err).toContain('‘appel’')
  })
})
