import { redirect, type RequestHandler } from '@sveltejs/kit'
import { LANGUAGE_COOKIE } from '#platform/i18n/language.ts'

/** Chooses the language in this browser; a link, since it changes nothing but how pages read. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const language = url.searchParams.get('kies') === 'en' ? 'en' : 'nl'
  const back = url.searchParams.get('naar') ?? '/'
  cookies.set(LANGUAGE_COOKIE, language, {
    path: '/',
    maxAge: 365 * 86400,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:'
  })
  redirect(303, isLocalPath(back) ? back : '/')
}

/** A path of our own: one slash at the start, and nothing a browser reads as another host. */
const isLocalPath = (path: string): boolean => /^\/(?![/\\])[\x21-\x7e]*$/.test(path)
