import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const zip = promisify(gzip)

/** Bytes under which a page travels as it is. */
const SMALL = 1400
/** Half a millisecond for a page of 40 kB, out of the way of everything else; higher levels win a few per cent. */
const LEVEL = 4

/**
 * A page, or the data of one, as it travels to whoever reads gzip: a quarter of it. Everything else (files, calendars,
 * events) goes as it was. That a page holds what somebody typed and is packed tells nobody anything: there is no secret
 * in it but a nonce that is used once (decision 0082).
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const { headers, status, statusText, body } = response
  if (
    !body ||
    headers.has('content-encoding') ||
    !/^(?:text\/html|application\/json)\b/.test(headers.get('content-type') ?? '')
  )
    return response
  headers.append('vary', 'accept-encoding')
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return response
  const whole = Buffer.from(await response.arrayBuffer())
  if (whole.length < SMALL) return new Response(whole, { status, statusText, headers })
  headers.set('content-encoding', 'gzip')
  headers.delete('content-length')
  // Packed or not, it is the same page and not the same bytes.
  const tag = headers.get('etag')
  if (tag?.startsWith('"')) headers.set('etag', `W/${tag}`)
  return new Response(await zip(whole, { level: LEVEL }), { status, statusText, headers })
}
