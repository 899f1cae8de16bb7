import { error } from '@sveltejs/kit'
import { inSchool } from '#app/pages/in-school.server.ts'
import { statusOf } from '#kernel/errors.ts'
import { isId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { codebookCsv, figuresCsv, makeFile, resultsToShow, rowsOf, type Beside } from '#questionnaires/server'
import type { Comparison } from '#trust'
import { besideTrust } from '#trust/server'
import { failureText } from '#platform/i18n/failure.ts'
import { reportOf } from './report.server.ts'
import type { RequestHandler } from './$types'

const CSV = 'text/csv; charset=utf-8'
const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const TYPES: Record<string, string> = {
  'cijfers.csv': CSV,
  'antwoorden.csv': CSV,
  'codeboek.csv': CSV,
  'verslag.pdf': 'application/pdf',
  'dias.pptx': PPTX
}

/** Results to take along: what the screens show and no more, for whoever sees them. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { app, member, language } = locals
  const { person } = member!
  const [id, file] = [params.campaign, params.file]
  const type = TYPES[file]
  const found = await inSchool(locals, async (tx) => {
    if (!isId(id) || !type) return refuse({ code: 'not_found' })
    const shown = await resultsToShow(tx, id, { person })
    if (!shown.ok) return shown
    if (shown.value.view.tooFew) return refuse({ code: 'not_found' })
    const rows = file === 'antwoorden.csv' ? await rowsOf(tx, id, { person }) : ok('')
    const beside = await besideTrust(tx, shown.value, app.clock())
    return rows.ok ? ok({ ...shown.value, rows: rows.value, comparison: beside?.comparison ?? null }) : rows
  })
  if (!found.ok) error(statusOf(found.failure), failureText(found.failure))
  const { campaign, view, rows, comparison } = found.value
  const report = () => reportOf(found.value, language, comparison)
  const make: Record<string, () => string | Promise<Buffer>> = {
    'cijfers.csv': () => figuresCsv(view, language, besideFigures(comparison)),
    'antwoorden.csv': () => rows,
    'codeboek.csv': () => codebookCsv(campaign.form, language),
    'verslag.pdf': () => makeFile({ kind: 'pdf', report: report() }),
    'dias.pptx': () => makeFile({ kind: 'slides', report: report() })
  }
  const body = await make[file]!()
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': type!,
      'content-disposition': `attachment; filename="${file.replace('.', `-${campaign.closedOn!}.`)}"`,
      'cache-control': 'no-store'
    }
  })
}

/** The other schools of the trust as a group of their own, of sentences of which every part is there. */
const besideFigures = (comparison: Comparison | null): Beside =>
  Object.fromEntries(
    (comparison?.sections ?? []).flatMap(({ items }) =>
      items.map(({ key, counts, n }) => [key, { grouping: 'trust', group: comparison!.trust, counts, n }])
    )
  )
