/** Knocking at one way in, as a browser of that actor would, and what came of it. */
import { request } from 'node:http'
import type { Home } from './home.ts'
import { newId } from '#kernel/id.ts'
import { PARAMETERS, type Actor } from './routes.ts'
import type { Way } from './read-routes.ts'

export type Answer = { status: number; location: string; body: string }
type Sent = {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
  stream?: boolean
  /** Listens until the other side ends it. */
  isHeld?: boolean
  isEncoded?: boolean
}

/** Long enough (ms) for a stream to show what it has at once. */
const LOOK = 400

/** Bodies from here on (bytes) may be refused by shutting the door: see `limitsBody`. */
const SHUT_FROM = 256 * 1024

export function send(url: string, { method, path, headers = {}, body, stream, isEncoded }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(url + (isEncoded ? path : encodeURI(path)), { method, headers: { ...headers, ...length } })
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // A body that says itself to be too large is refused before it is read, and the door is shut on the rest of it.
      const isShut = error.code === 'EPIPE' || error.code === 'ECONNRESET'
      if (isShut && body !== undefined && Buffer.byteLength(body) > SHUT_FROM)
        resolve({ status: 413, location: '', body: '' })
      else reject(error)
    })
    asked.on('response', (response) => {
      let text = ''
      const done = () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', body: text })
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', done)
      response.on('error', done)
      if (stream && response.statusCode === 200) setTimeout(() => (response.destroy(), done()), LOOK)
    })
    asked.end(body)
  })
}

/** The value that a parameter or a field of the home school has, by its name. */
export function valueOf(home: Home, path: string, name: string): string | undefined {
  const kind = PARAMETERS[`${path} ${name}`] ?? PARAMETERS[name]
  return kind === 'random' ? newId() : kind && home[kind]
}

export function fillPath(home: Home, { path }: Pick<Way, 'path'>): string {
  return path.replaceAll(/\[+(?:\.\.\.)?(\w+)(?:=\w+)?\]+/g, (_, name: string) => {
    const value = valueOf(home, path, name)
    if (value === undefined)
      throw new Error(`${path}: say in PARAMETERS (tools/adversary/routes.ts) what [${name}] stands for`)
    return value
  })
}

/** Fields that take one of a few words. */
const WORDS: Record<string, string> = { view: 'teacher', role: 'coach', hue: '3', mark: 'Kn', 'day-mon': 'full' }

/** A body as somebody might send it who knows the form: ids of the home school, an address, a word. */
export function plausible(home: Home, way: Way): Record<string, string> {
  const guess = (field: string): string =>
    valueOf(home, way.path, field) ??
    WORDS[field] ??
    (/mail|address/i.test(field)
      ? 'indringer@elders.example'
      : /password|current/.test(field)
        ? 'groene fiets in de regen'
        : '1')
  return Object.fromEntries(way.fields.map((field) => [field, guess(field)]))
}

export const asForm = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()

export type Knock = {
  home: Home
  url: string
  way: Way
  actor: Actor
  cookie: string
  body?: string
  type?: string
  origin?: string
}

/** As a form that the page sends with its script: the answer says what the action itself said. */
export async function knock({ home, url, way, actor, cookie, body, type, origin }: Knock): Promise<Answer> {
  const isBoard = /board/i.test(actor)
  const query = way.path.startsWith('/live/') && isBoard ? '?as=board' : ''
  const action = way.action ? `?/${way.action}` : ''
  const path = fillPath(home, way) + action + query
  const base = { cookie, 'accept-language': 'nl' }
  if (way.method === 'GET') return send(url, { method: 'GET', path, headers: base, stream: path.includes('/events') })
  const headers = {
    ...base,
    origin: origin ?? url,
    accept: 'application/json',
    'content-type': type ?? (way.isPage ? 'application/x-www-form-urlencoded' : 'application/json'),
    ...(way.isPage ? { 'x-sveltekit-action': 'true' } : {})
  }
  const answer = await send(url, { method: way.method, path, headers, body: body ?? asForm(plausible(home, way)) })
  return way.isPage ? ofAction(answer) : answer
}

/** What SvelteKit wraps: {type: 'redirect' | 'failure' | 'error' | 'success', status, location}. */
function ofAction(answer: Answer): Answer {
  try {
    const { status, location } = JSON.parse(answer.body) as { status?: number; location?: string }
    return { ...answer, status: status ?? answer.status, location: location ?? answer.location }
  } catch {
    return answer
  }
}

/**
 * Turned away: asked to sign in or to choose a school, told that it may not be or is not there, or that what was sent is
 * no such thing. That nothing changed and nothing could be read is seen apart from this.
 */
export const isRefused = ({ status, location }: Answer): boolean =>
  (status >= 400 && status < 500) || ([302, 303, 307].includes(status) && /^\/(?:inloggen|scholen|$)/.test(location))
