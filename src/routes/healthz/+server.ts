import { text } from '@sveltejs/kit'

/** The process answers. Whether the database does is `/readyz`. */
export const GET = () => text('ok\n')
