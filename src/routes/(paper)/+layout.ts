import type { LayoutLoad } from './$types'

export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  demo: data.eyes ? await import('./demo-parts.ts') : null
})
