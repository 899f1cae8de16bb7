import { fail, type ActionFailure } from '@sveltejs/kit'
import { asRefusal, statusOf, textOf, type Refusal } from '#app/pages/forms.server.ts'
import { inSchool } from '#app/pages/in-school.server.ts'
import { demandSchool } from '#app/pages/asking.server.ts'
import type { Id } from '#kernel/id.ts'
import type { Result } from '#kernel/result.ts'
import type { Tx } from '#platform/db/door.ts'

type Event = { locals: App.Locals; request: Request }
type Asking = { person: Id; now: number }

/**
 * The way of every write of these pages: a form, one transaction in one's own school, a word of what was done. What was
 * typed in `kept` comes back with a refusal, for a page without script.
 */
export async function settle<Done extends string, T>(
  { locals, request }: Event,
  done: Done,
  work: (tx: Tx, form: FormData, asking: Asking) => Promise<Result<T>>,
  kept: readonly string[] = []
): Promise<{ done: Done } | ActionFailure<{ refusal: Refusal; typed: Record<string, string> }>> {
  demandSchool(locals.member!)
  const form = await request.formData()
  const asking = { person: locals.member!.person, now: locals.app.clock() }
  const result = await inSchool(locals, (tx) => work(tx, form, asking))
  if (result.ok) return { done }
  const typed = Object.fromEntries(kept.map((field) => [field, textOf(form, field)]))
  return fail(statusOf(result.failure), { refusal: asRefusal(result.failure), typed })
}
