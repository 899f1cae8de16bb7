import { everythingAboutMe } from '#app/about-me.server.ts'
import type { RequestHandler } from './$types'

/** All about me as a file: one JSON object. */
export const GET: RequestHandler = async ({ locals }) =>
  new Response(JSON.stringify(await everythingAboutMe(locals.app, locals.member!), null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="samenspel-over-mij.json"',
      'cache-control': 'no-store'
    }
  })
