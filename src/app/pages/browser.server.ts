import type { Cookies } from '@sveltejs/kit'
import { halfCookie, sessionCookie } from '#platform/auth/cookies.ts'
import type { Browser } from '#platform/auth/sign-in.ts'

type Event = { cookies: Cookies; url: URL; request: Request; getClientAddress: () => string }

/** The browser behind a request, as signing in wants to know it. */
export const browserOf = ({ cookies, url, request, getClientAddress }: Event): Browser => ({
  network: getClientAddress(),
  device: request.headers.get('user-agent') ?? '',
  token: cookies.get(sessionCookie(url.protocol === 'https:').name)
})

export function keepSession({ cookies, url }: Pick<Event, 'cookies' | 'url'>, token: string): void {
  const { name, options } = sessionCookie(url.protocol === 'https:')
  cookies.set(name, token, options)
}

/** After a way in: the session's cookie, or the one between the two steps. */
export function keepEntered(
  event: Pick<Event, 'cookies' | 'url'>,
  { token, isHalf }: { token: string; isHalf: boolean }
): void {
  if (!isHalf) return keepSession(event, token)
  const { name, options } = halfCookie(event.url.protocol === 'https:')
  event.cookies.set(name, token, options)
}

/** Where to go after a way in: to the second step first, where the account has one. */
export const pathAfter = ({ isHalf }: { isHalf: boolean }, target: string | null): string => {
  if (!isHalf) return target ?? '/'
  return target ? `/inloggen/code?naar=${encodeURIComponent(target)}` : '/inloggen/code'
}

export const halfOf = ({ cookies, url }: Pick<Event, 'cookies' | 'url'>): string | undefined =>
  cookies.get(halfCookie(url.protocol === 'https:').name)

export function dropHalf({ cookies, url }: Pick<Event, 'cookies' | 'url'>): void {
  const { name, options } = halfCookie(url.protocol === 'https:')
  cookies.delete(name, options)
}

export function dropSession({ cookies, url }: Pick<Event, 'cookies' | 'url'>): void {
  const { name, options } = sessionCookie(url.protocol === 'https:')
  cookies.delete(name, options)
}
