import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { secretKeyOf } from './secret-key.server.ts'

async function aFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'samenspel-sleutel-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'data')
}

it('is made once beside the data, for its owner only, and stays', async () => {
  const dataDir = await aFolder()
  const key = await secretKeyOf({ dataDir, secretKey: null })()
  expect(key).toHaveLength(32)
  expect(await secretKeyOf({ dataDir, secretKey: null })()).toEqual(key)
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
  expect((await readFile(join(dataDir, 'secret.key'), 'utf8')).trim()).toBe(key.toString('hex'))
})

it('may come from outside, and then no file is made', async () => {
  const dataDir = await aFolder()
  const given = Buffer.alloc(32, 9)
  expect(await secretKeyOf({ dataDir, secretKey: given })()).toEqual(given)
  await expect(stat(join(dataDir, 'secret.key'))).rejects.toThrow()
})
