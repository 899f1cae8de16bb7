export { default as FirstSteps } from './first-steps.svelte'
export { default as AroundNewcomers } from './around-newcomers.svelte'
