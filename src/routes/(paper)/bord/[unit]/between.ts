import { fetched } from '#board-sessions/ui'

export const loadBetween = () => fetched(() => import('./between.svelte'))
