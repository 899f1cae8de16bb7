/** Groups that exist and are not shown. `isEverybody`: all who were asked are in this one group. */
export type HiddenGroups = { names: string[]; isEverybody: boolean }

/** What may be shown of a closed campaign. null and absent: too few people, or somebody would be given away. */
export type GroupFigures = { n: number; counts: number[]; mean: number }

export type ItemResult = {
  n: number
  notApplicable: number
  /** How often each answer was given, from the lowest; as it was read, not turned round. */
  counts: number[] | null
  /** Turned round where the sentence says the opposite. */
  mean: number | null
  /** By grouping, by group; only the groups that may be shown. */
  groups: Record<string, Record<string, GroupFigures>>
}

export type ConstructResult = {
  /** Who answered all its items. */
  n: number
  mean: number | null
  interval: [number, number] | null
  rwgj: number | null
  alpha: number | null
  alphaInterval: [number, number] | null
  omega: number | null
  omegaInterval: [number, number] | null
  groups: Record<string, Record<string, { n: number; mean: number; rwgj: number | null }>>
}

export type Results = {
  asked: number
  answered: number
  tooFew: boolean
  items: Record<string, ItemResult>
  constructs: Record<string, ConstructResult>
}
