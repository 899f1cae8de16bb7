import type { IncomingMessage, ServerResponse } from 'node:http'

const MB = 1024 * 1024

/** What a request may send (bytes), and how that is said to who sent more. */
type Limit = { bytes: number; words: string }

const FORM: Limit = { bytes: MB / 4, words: '250 kB' }
const UPLOADS: Record<string, Limit> = {
  // A little room for the form around the file.
  '/school/collegas/importeren': { bytes: 21 * MB, words: '20 MB' },
  // The timetable of a large school is some hundreds of kilobytes.
  '/school/rooster': { bytes: 2 * MB, words: '2 MB' },
  '/school/vragenlijsten/eerder': { bytes: 2 * MB, words: '2 MB' }
}

/** Refuses a body that says itself to be too large, before any of it is read. */
export function limitsBody(request: IncomingMessage, response: ServerResponse): boolean {
  const length = Number(request.headers['content-length'] ?? 0)
  const path = (request.url ?? '').split('?')[0]!
  const { bytes, words } = UPLOADS[path] ?? FORM
  if (!(length > bytes) || path.startsWith('/live/')) return false
  const sentence = `Dit bestand is te groot: hoogstens ${words}. Maak het kleiner en probeer het opnieuw.`
  // A page that sends its form by script reads an answer of its own kind, and shows the sentence.
  const isScript = request.headers['x-sveltekit-action'] !== undefined
  const type = isScript ? 'application/json' : 'text/plain; charset=utf-8'
  response.writeHead(413, { 'content-type': type, connection: 'close' })
  const error = { type: 'error', status: 413, error: { status: 413, message: sentence } }
  response.end(isScript ? JSON.stringify(error) : `${sentence}\n`)
  return true
}
