import { templateFile } from '#timetable/server'
import { requireManager } from '../../managing.server.ts'
import type { RequestHandler } from './$types'

/** Our own list to fill in. */
export const GET: RequestHandler = ({ locals }) => {
  requireManager(locals)
  return new Response(templateFile('csv', locals.language), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rooster.csv"'
    }
  })
}
