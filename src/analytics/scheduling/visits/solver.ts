/**
 * What the planner asks of a solver of linear programs: a model that grows, is solved again from where it was, and can
 * at the end be solved in whole numbers. Maximises. HiGHS fills this in; a test may use any other.
 */
export type Columns = {
  cost: Float64Array
  upper: Float64Array
  /** Entries of column j: [starts[j], starts[j + 1]) of `rows` and `values`. */
  starts: Int32Array
  rows: Int32Array
  values: Float64Array
}

export type LinearSolution = {
  objective: number
  primal: Float64Array
  /** Per row: by how much the objective would rise if its bound did. */
  dual: Float64Array
}

export type IntegerSolution = {
  /** null when none was found. */
  primal: Float64Array | null
  objective: number
  bound: number
  isProven: boolean
}

export type IntegerLimits = {
  /** A plan to begin with. */
  start: Float64Array
  /** Stops when bound - objective is at most this. */
  absoluteGap: number
  /** Work at most: nodes of the search tree. Deterministic, unlike seconds. */
  nodes: number
  /** Seconds left. */
  seconds: number
  onBetter?: (primal: Float64Array) => void
}

export type Solver = {
  /** Appends rows without entries. */
  addRows(lower: Float64Array, upper: Float64Array): void
  /** Appends columns between 0 and their upper bound. */
  addColumns(columns: Columns): void
  /** Solves the linear program; throws when there is no solution, which cannot be: planning nobody is one. */
  solve(): LinearSolution
  /** Solves in whole numbers what is there now. */
  solveInteger(limits: IntegerLimits): IntegerSolution
  /** Stops for good and gives its memory back. */
  close(): void
}
