import type { Cookies } from '@sveltejs/kit'
import { sessionCookie } from '#platform/auth/cookies.ts'
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

export function dropSession({ cookies, url }: Pick<Event, 'cookies' | 'url'>): void {
  const { name, options } = sessionCookie(url.protocol === 'https:')
  cookies.delete(name, options)
}
