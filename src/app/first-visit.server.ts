import { claimCodeForFirstStart } from '#platform/auth/claim.ts'
import type { App } from './app.server.ts'

/** What the server prints until somebody has claimed it: whoever reads the console is the one who runs it. */
export async function firstVisitNotice(app: App, port: number): Promise<string> {
  const code = await claimCodeForFirstStart(app.auth)
  if (!code) return ''
  const address = app.config.publicUrl ?? `http://localhost:${port}`
  return `Eerste bezoek: open ${address} en begin met deze code: ${code}\n`
}
