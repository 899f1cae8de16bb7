export { runPlanner, type PlannerOptions, type PlannerOutcome } from './planner/run-planner.server.ts'
