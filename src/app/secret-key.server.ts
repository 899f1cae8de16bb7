import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretKey } from '#platform/auth/seal.ts'
import type { Config } from './config.server.ts'

const BYTES = 32

/**
 * The key with which secrets of accounts are sealed: SAMENSPEL_KEY where several servers share a database, else a file
 * beside the data, made when it is first needed. Not in the database, so that a copy of the database is not enough.
 */
export function secretKeyOf(config: Pick<Config, 'dataDir' | 'secretKey'>): SecretKey {
  let known: Promise<Buffer> | null = null
  return () => (known ??= config.secretKey ? Promise.resolve(config.secretKey) : keyFile(config.dataDir))
}

async function keyFile(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true })
  try {
    // Whoever is first makes it; nobody ever overwrites one.
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(`${randomBytes(BYTES).toString('hex')}\n`)
    await file.sync()
    await file.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex')
  if (key.length !== BYTES) throw new Error(`${path} does not hold a key of ${BYTES} bytes`)
  return key
}
