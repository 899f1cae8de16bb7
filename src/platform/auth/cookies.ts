import { HALF_SESSION_LASTS } from './entering.ts'
import { SESSION_LASTS } from './sessions.ts'

export type CookieOptions = {
  httpOnly: true
  sameSite: 'lax'
  path: '/'
  secure: boolean
  /** In seconds. */
  maxAge: number
}

/**
 * A cookie that only the server reads. Over https its name starts with `__Host-`: a browser then takes it from this
 * very host over https only, so that no neighbouring site can plant one. Over plain http (a school's own network)
 * that prefix is not allowed.
 */
export const secretCookie = (
  name: string,
  isHttps: boolean,
  lasts: number
): { name: string; options: CookieOptions } => ({
  name: isHttps ? `__Host-${name}` : name,
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps, maxAge: Math.floor(lasts / 1000) }
})

/** Between the first and the second step of signing in. */
export const halfCookie = (isHttps: boolean) => secretCookie('samenspel_stap', isHttps, HALF_SESSION_LASTS)

export const sessionCookie = (isHttps: boolean) => secretCookie('samenspel', isHttps, SESSION_LASTS)
