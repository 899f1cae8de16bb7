/**
 * How the script of the pages is divided into files. Left alone, each set of pages that shares a module makes a file of
 * its own: forty of them on the session page, and on a phone each row of six costs a round trip. Here the framework is
 * one file, what nearly every page needs another, and small parts of the board join their neighbours.
 */
const FRAMEWORK = /node_modules\/(?:svelte|@sveltejs|devalue|esm-env|clsx)\/|^\0?vite\//
const HOUSE = /src\/(?:platform|kernel)\/|for=platform/
const BOARD = /board-sessions\/|for=capabilities%2Fboard-sessions/
/** How many pages need something before all get it. */
const MOST_PAGES = 12
/** Bytes of source under which a part joins another. */
const SMALL = 1500

export const groups = [
  { name: 'frame', test: FRAMEWORK, minShareCount: MOST_PAGES, priority: 2 },
  { name: 'house', test: HOUSE, minShareCount: MOST_PAGES, priority: 1 },
  { name: 'board', test: BOARD, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: SMALL }
]
