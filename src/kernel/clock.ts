/** Milliseconds since 1970 in UTC. Pure code takes the moment as an argument; only the edges own a clock. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()
