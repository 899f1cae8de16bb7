/** What a page asks of the service worker: to keep it, with the files it has loaded. */
export type KeepRequest = { keep: string; files: string[] }

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const BOARD = new RegExp(`^/bord/${ID}$`)
const DOOR = /^\/(?:inloggen|uitloggen|uitnodiging|wachtwoord|adres|scholen|begin|rondkijken)(?:\/|$)/

/** The pages that are kept: the boards of one's own units. */
export const boardPath = (path: string): boolean => BOARD.test(path)

/** Where somebody comes in or leaves: whose pages were kept here may not be who sits here next. */
export const isDoor = (path: string): boolean => DOOR.test(path)
