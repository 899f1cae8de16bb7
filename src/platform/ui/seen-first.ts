/**
 * On a slow phone a page is seen, and tapped, long before its script works. What that moment does not need waits for it:
 *
 * - The files of script are asked for after the page was drawn, and not while a finger is on it or what was tapped is
 *   on its way. They stand in a `<template>` (`hooks.server.ts`), because a browser that meets them as links asks for all
 *   of them before it reads any further.
 * - Our own letters come after the script, the first time on a device: until then text stands there in those that the
 *   device has (`data-plain`, tokens.css), and is set once instead of twice. From then on the browser keeps them.
 */
export type SeenFirst = {
  /** Resolves when the script may come. */
  drawn?: Promise<void>
  /** What goes before the files: a tap, and what is sent because of it. */
  busy?: Promise<unknown>
  /** Called when everything on the page works. */
  pageWorks?: () => void
}

type Page = Pick<Window, 'document' | 'localStorage' | 'location' | 'requestAnimationFrame' | 'addEventListener'> &
  Partial<Pick<Window, 'requestIdleCallback'>> &
  SeenFirst

/** Stands as text in the first lines of a page (`app.html`), and so it uses nothing from outside. */
export function seeFirst(page: Page): void {
  const { document } = page
  const root = document.documentElement
  const place = 'samenspel.letters'
  const wait = (time = 0) => new Promise<void>((resolve) => setTimeout(resolve, time))

  /** When the browser has nothing else to do; where it cannot say so, in its turn. */
  const idle = () =>
    page.requestIdleCallback
      ? new Promise<unknown>((resolve) => page.requestIdleCallback!(resolve, { timeout: 200 }))
      : wait()

  // From a finger on the screen until its tap is known; `keepEarlyTaps` goes on with what it sends.
  page.addEventListener('pointerdown', () => void (page.busy = wait(300)))
  const free = async () => {
    for (let busy; (busy = page.busy);) {
      await Promise.race([busy, wait(1000)])
      if (page.busy === busy) delete page.busy
    }
  }

  /** Some at a time: a finger does not wait for the list. */
  const askForFiles = async () => {
    const list = document.querySelector<HTMLTemplateElement>('#files')?.content
    for (let next; (next = [...(list?.children ?? [])].slice(0, 4)).length > 0; await idle()) {
      await free()
      document.head.append(...next)
    }
  }
  const isDrawn = new Promise<void>((resolve) =>
    document.addEventListener('DOMContentLoaded', () => page.requestAnimationFrame(() => setTimeout(resolve)))
  )
  // A page that nobody looks at is not drawn, and gets its script all the same.
  page.drawn = Promise.race([isDrawn.then(idle), wait(1000)])
    .then(free)
    .then(() => void askForFiles())

  try {
    // Whoever comes from another page of ours, that of signing in for one, has them from there.
    if (document.referrer.startsWith(`${page.location.origin}/`)) page.localStorage.setItem(place, 'here')
    if (page.localStorage.getItem(place)) return
  } catch {
    // A browser that keeps nothing gets our letters at once, as they come.
    return
  }
  root.dataset['plain'] = ''
  page.pageWorks = () => {
    const letters = ['1em "Atkinson Hyperlegible Next Variable"', '600 1em Besley']
    void Promise.all(letters.map((each) => document.fonts.load(each)))
      .then(() => page.localStorage.setItem(place, 'here'))
      .catch(() => {})
      .then(() => delete root.dataset['plain'])
  }
}
