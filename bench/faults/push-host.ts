/** What the push service of a storm is called. */
export const PUSH_HOST = 'push.example'
