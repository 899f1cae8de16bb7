export { countDone, NEW_FOR, nextStep, STEPS, type Done, type Step } from './core/path.ts'
