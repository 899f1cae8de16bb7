import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { World } from '../../tools/world.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')

export type Ran = { code: number | null; out: string; told: string }

/** Runs `samenspel ...` beside the running server of a world, as its administrator would. */
export function runCommand(world: World, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, SAMENSPEL_DATA: world.dataDir, PORT: String(world.port), PUBLIC_URL: world.url },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let out = ''
  let told = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (told += String(chunk)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out: out.trim(), told })))
}

/** The link of an invitation, as the administrator hands it to a colleague on a server without mail. */
export async function invitationLink(world: World, school: string, email: string): Promise<string> {
  const { code, out, told } = await runCommand(world, 'invite', '--school', school, '--email', email)
  if (code !== 0) throw new Error(`invite ended with ${code}: ${told}`)
  return out
}
