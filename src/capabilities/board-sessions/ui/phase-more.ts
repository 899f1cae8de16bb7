import { getContext, setContext, type Snippet } from 'svelte'

const KEY = Symbol('what a phase shows of elsewhere')

/** What a phase of a session shows that is no part of the board: a page gives it, since only pages know all of it. */
export type PhaseMore = { requests: Snippet }

export const setPhaseMore = (more: PhaseMore): PhaseMore => setContext(KEY, more)
export const getPhaseMore = (): PhaseMore | undefined => getContext<PhaseMore | undefined>(KEY)
