/** What only a demonstration school shows around every page: no other school loads it. */
export { default as Banner } from './demo-banner.svelte'
export { default as Eyes } from './demo-eyes.svelte'
