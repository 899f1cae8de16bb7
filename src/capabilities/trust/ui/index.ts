export { default as BesideTrustPart } from './beside-trust.svelte'
export { saidOf } from './words.ts'
