import { error } from '@sveltejs/kit'
import { calendarText, whoseFeed } from '#calendar/server'
import { sessionEvents } from '#app/sessions-planned.server.ts'
import { visitEvents } from '#app/visits-planned.server.ts'
import { isId } from '#kernel/id.ts'
import { findPerson, schoolSign, standingOf } from '#people/server'
import { failureText } from '#platform/i18n/failure.ts'
import * as t from '#texts/calendar'
import type { RequestHandler } from './$types'

/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/

/** The calendar of whoever holds this address: when the sessions of one's units and the agreed visits are, and nothing else. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app } = locals
  const { school, token } = params
  if (!isId(school) || !TOKEN.test(token)) error(404, failureText({ code: 'not_found' }))
  const now = app.clock()
  const text = await app.database.read(school, async (tx) => {
    const person = await whoseFeed(tx, token)
    const found = person && (await findPerson(tx, person))
    if (!found || found.leftOn !== null) return null
    const { units } = await standingOf(tx, found.id)
    const { publicUrl } = app.config
    const sessions = await sessionEvents(tx, units, now, publicUrl)
    return { events: [...sessions, ...(await visitEvents(tx, found.id, now, { publicUrl }))] }
  })
  if (!text) error(404, failureText({ code: 'not_found' }))
  const sign = await app.database.signin((tx) => schoolSign(tx, school))
  return new Response(calendarText(t.calendar_name({ school: sign?.name ?? '' }), text.events, now), {
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-store' }
  })
}
