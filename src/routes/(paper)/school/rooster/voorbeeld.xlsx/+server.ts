import { templateFile } from '#timetable/server'
import { requireManager } from '../../managing.server.ts'
import type { RequestHandler } from './$types'

/** Our own list to fill in. */
export const GET: RequestHandler = ({ locals }) => {
  requireManager(locals)
  return new Response(templateFile('xlsx', locals.language), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="rooster.xlsx"'
    }
  })
}
