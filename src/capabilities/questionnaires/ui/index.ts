export { default as AnswerPage } from './answer-page.svelte'
export { default as CampaignLine } from './campaign-line.svelte'
