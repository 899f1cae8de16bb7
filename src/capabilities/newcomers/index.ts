export { countDone, nextStep, STEPS, type Done, type Step } from './core/path.ts'
