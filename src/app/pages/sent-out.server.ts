import { redirect } from '@sveltejs/kit'
import type { Id } from '#kernel/id.ts'
import type { Letter } from '#questionnaires/server'
import { sendCampaignLetters } from '../campaign-letters.server.ts'

/** After a campaign was opened: its letters go out, and its page says how many went. */
export async function sendOut(
  { app, member, language }: App.Locals,
  id: Id,
  letters: readonly Letter[]
): Promise<never> {
  const { school, person } = member!
  const order = { school, campaign: id, by: person, language }
  const mailed = await sendCampaignLetters(app, letters, order)
  const told = new URLSearchParams({ asked: String(letters.length), mailed: String(mailed.mailed) })
  if (mailed.withoutAddress) told.set('without', String(mailed.withoutAddress))
  if (mailed.failed) told.set('failed', String(mailed.failed))
  if (!mailed.isConfigured) told.set('nomail', '1')
  redirect(303, `/school/vragenlijsten/${id}?${told.toString()}`)
}
