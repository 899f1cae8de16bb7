export {
  besideOthers,
  figuresOf,
  furthestOf,
  type Comparison,
  type ItemBeside,
  type PoolOf,
  type SectionBeside
} from './core/comparison.ts'
export * from './policy.ts'
