export { default as PlannedSessionLine } from './planned-session.svelte'
export { whyWords } from './why-words.ts'
