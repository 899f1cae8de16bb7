export { readInstance, type FileProblem } from './core/instance-file.ts'
