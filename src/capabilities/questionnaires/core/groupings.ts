/** By what a campaign can split its results; what the list of people knows of everybody. */
export const GROUPINGS = ['unit', 'function'] as const
export type Grouping = (typeof GROUPINGS)[number]
