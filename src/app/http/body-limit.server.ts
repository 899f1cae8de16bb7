import type { IncomingMessage, ServerResponse } from 'node:http'

const FORM = 256 * 1024
/** A staff list may be 20 MB; a little room for the form around it. */
const UPLOAD = 21 * 1024 * 1024
const UPLOAD_PATHS = ['/school/collegas/importeren']

/** Refuses a body that says itself to be too large, before any of it is read. */
export function limitsBody(request: IncomingMessage, response: ServerResponse): boolean {
  const length = Number(request.headers['content-length'] ?? 0)
  const path = (request.url ?? '').split('?')[0]!
  const limit = UPLOAD_PATHS.includes(path) ? UPLOAD : FORM
  if (!(length > limit) || path.startsWith('/live/')) return false
  response.writeHead(413, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
  response.end('Dit bestand is te groot: hoogstens 20 MB. Maak het kleiner en probeer het opnieuw.\n')
  return true
}
