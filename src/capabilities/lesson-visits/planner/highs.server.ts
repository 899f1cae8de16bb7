import loadHighs from 'highs'
import type { Solver } from '#analytics/scheduling/visits/solver.ts'

const PRIMAL_SIMPLEX = 4
const INTEGER = 1

export type HighsSolver = Solver & {
  /** The program as it stands, in MPS: for comparing with another solver. */
  exportMps(): Uint8Array
  /** Bytes of its heap. */
  memory(): number
}

/**
 * HiGHS (Huangfu and Hall, 2018), compiled to WebAssembly, as the planner's solver. Linear programs go on from the last
 * basis by the primal simplex method, which columns that were added leave feasible.
 */
export async function openHighs(seed = 1): Promise<HighsSolver> {
  const highs = await loadHighs()
  const model = highs.createModel()
  model.options.set({ output_flag: false, log_to_console: false, random_seed: seed })
  model.changeObjectiveSense(highs.constants.objectiveSense.maximize)
  const { modelStatus } = highs.constants
  let rows = 0
  let columns = 0

  const markAll = (type: number) => {
    if (columns > 0)
      model.changeColsIntegrality({ kind: 'range', from: 0, to: columns - 1 }, new Int32Array(columns).fill(type))
  }

  return {
    addRows(lower, upper) {
      const starts = new Int32Array(lower.length + 1)
      const matrix = { format: 'csr' as const, numRows: lower.length, numCols: columns, starts }
      model.addRows({ lower, upper, matrix: { ...matrix, indices: new Int32Array(0), values: new Float64Array(0) } })
      rows += lower.length
    },
    addColumns({ cost, upper, starts, rows: indices, values }) {
      const matrix = { format: 'csc' as const, numRows: rows, numCols: cost.length, starts, indices, values }
      model.addCols({ cost, lower: new Float64Array(cost.length), upper, matrix })
      columns += cost.length
    },
    solve() {
      model.options.set({ solver: 'simplex', simplex_strategy: PRIMAL_SIMPLEX, presolve: 'off', time_limit: 1e6 })
      const run = model.run()
      // An infeasible program reports an objective of 0: never believe a figure before its status.
      if (run.modelStatus !== modelStatus.optimal) throw new Error(`the linear program ended with ${run.modelStatus}`)
      const { colValue, rowDual } = model.getSolution()
      return { objective: model.getObjectiveValue(), primal: colValue, dual: rowDual }
    },
    solveInteger({ start, absoluteGap, nodes, seconds }) {
      markAll(INTEGER)
      try {
        model.options.set({ solver: 'choose', simplex_strategy: 1, presolve: 'choose', time_limit: seconds })
        model.options.set({ mip_abs_gap: Math.max(1e-6, absoluteGap), mip_rel_gap: 0, mip_max_nodes: nodes })
        model.setSolution({ colValue: start })
        const run = model.run()
        const isProven = run.modelStatus === modelStatus.optimal
        const objective = Number(model.info.get('objective_function_value'))
        const hasSolution = Number(model.info.get('primal_solution_status')) === 2
        return {
          primal: hasSolution ? model.getSolution().colValue : null,
          objective,
          bound: Number(model.info.get('mip_dual_bound')),
          isProven
        }
      } finally {
        model.clearIntegrality()
      }
    },
    exportMps() {
      markAll(INTEGER)
      const text = model.exportModel('mps')
      model.clearIntegrality()
      return text
    },
    close: () => model.dispose(),
    memory: () => highs.memoryBytes
  }
}
