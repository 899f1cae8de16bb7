/** Somebody as the rules look at them: which units they are a member of, and which they look after. */
export type Planner = { isMember: boolean; looksAfter: boolean }

/** The unit itself decides when it meets: a member moves or drops one session, and so may whoever looks after the unit. */
export const mayChangeSession = ({ isMember, looksAfter }: Planner): boolean => isMember || looksAfter
