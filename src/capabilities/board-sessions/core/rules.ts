/** All that can happen to a board. A device fetches this right after its page; see `first-tap.ts` for what comes with it. */
export { apply } from './apply.ts'
export { decide } from './decide.ts'
