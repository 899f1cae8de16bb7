import type { Cookies } from '@sveltejs/kit'
import { isId } from '#kernel/id.ts'
import { secretCookie } from '#platform/auth/cookies.ts'
import { pairingState, startPairing } from '#platform/auth/pairings.ts'
import { boardData } from '#app/pages/board-data.server.ts'
import { BOARD_COOKIE } from '#app/viewers.server.ts'
import type { PageServerLoad } from './$types'

const YEAR = 366 * 86_400_000

/**
 * A digiboard has no account. Until a member pairs it, it keeps a code and a secret (`CODE.secret`); from then on
 * where it belongs and the same secret (`school.device.secret`).
 */
export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  const { app } = locals
  const cookie = secretCookie(BOARD_COOKIE, url.protocol === 'https:', YEAR)
  const kept = cookies.get(cookie.name) ?? ''
  const keep = (value: string) => cookies.set(cookie.name, value, cookie.options)

  const viewer = await app.viewers.digiboard(kept)
  if (viewer?.kind === 'digiboard') {
    const data = await boardData(app, viewer.school, viewer.unit, 'digiboard')
    if (data) return { paired: data, code: null, origin: url.origin, until: null, theme: theme(cookies) }
  }
  const [code, secret] = kept.split('.')
  if (code && secret && !isId(code)) {
    const pairing = await pairingState(app.auth, secret)
    if (pairing.state === 'waiting')
      return { paired: null, code, origin: url.origin, until: null, theme: theme(cookies) }
    if (pairing.state === 'paired') {
      const data = await boardData(app, pairing.school, pairing.unit, 'digiboard')
      keep(`${pairing.school}.${pairing.device}.${secret}`)
      if (data) return { paired: data, code: null, origin: url.origin, until: null, theme: theme(cookies) }
    }
  }
  const fresh = await startPairing(app.auth)
  keep(`${fresh.code}.${fresh.secret}`)
  return { paired: null, code: fresh.code, origin: url.origin, until: fresh.until, theme: theme(cookies) }
}

const theme = (cookies: Cookies): 'dark' | 'light' => (cookies.get('bord') === 'light' ? 'light' : 'dark')
