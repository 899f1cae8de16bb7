import type { Cookies } from '@sveltejs/kit'

/** Until when I have read: kept in my own browser, so that nobody else can know it. */
const NAME = 'nieuwsflits'

export function seenUntil(cookies: Cookies): number | null {
  const kept = Number(cookies.get(NAME))
  return Number.isFinite(kept) && kept > 0 ? kept : null
}

export function keepSeen(cookies: Cookies, url: URL, now: number): void {
  const secure = url.protocol === 'https:'
  cookies.set(NAME, String(now), { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 180 * 86_400 })
}
