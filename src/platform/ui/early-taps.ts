import type { SeenFirst } from './seen-first.ts'

/**
 * What was tapped between the moment a page was seen and the moment its script ran: on a slow phone that is a second or
 * two, in which a button that only script knows would do nothing. `app.html` keeps those buttons, each once however
 * often it was tapped; links and forms that the browser itself sends are left to the browser.
 *
 * A form that says how (`data-early`) is sent at once, without waiting for any script: what the person entered is put
 * where the page's own script keeps what was not sent yet, so that that script goes on with it under the same key.
 */
export type EarlyForm = {
  /** Where it is sent. */
  path: string
  /** In the browser's storage, before the key: where what was not sent yet is kept. */
  place: string
  base: number
  /** What the form is about; an `id` and the fields that were filled in come with it. */
  command: object
}

type Kept = Set<Pick<HTMLElement, 'isConnected' | 'click'> | null>
type WithTaps = { earlyTaps?: Kept } & Pick<SeenFirst, 'busy'>

/** Does now what was tapped too early, and keeps nothing more. Called when everything on the page works. */
export function replayEarlyTaps(page: WithTaps = window as WithTaps): void {
  const kept = page.earlyTaps
  delete page.earlyTaps
  for (const button of kept ?? []) if (button?.isConnected) button.click()
}

/** Stands as text in the first lines of a page (`app.html`), and so it uses nothing from outside. */
export function keepEarlyTaps(page: WithTaps & Pick<Window, 'addEventListener' | 'localStorage' | 'fetch'>): void {
  const kept: Kept = (page.earlyTaps = new Set())
  const sent = new WeakSet<EventTarget>()

  // A UUID of version 7, as the page's own script makes them.
  const newId = () => {
    const chance = Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => (byte + 256).toString(16).slice(1))
    const hex = Date.now().toString(16).padStart(12, '0') + chance.join('')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  page.addEventListener('click', ({ target }) => {
    if (page.earlyTaps)
      kept.add((target as Element).closest<HTMLElement>('button[type=button], form[method=dialog] button'))
  })
  page.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const button = event.submitter as HTMLElement | null
    const early = form.dataset['early']
    if (!page.earlyTaps || !early) return
    event.preventDefault()
    if (sent.has(form)) return void kept.delete(button)
    // With something else tapped in this form, or something waiting to be sent, the order is for the page's script.
    const { path, place, base, command } = JSON.parse(early) as EarlyForm
    if ([...kept].some((other) => other !== button && form.contains(other as HTMLElement | null))) return
    try {
      if (Object.keys(page.localStorage).some((name) => name.startsWith(place))) return
      const filled = [...new FormData(form)].filter(([, value]) => value !== '')
      const key = newId()
      const entry = { key, base, command: { ...command, id: newId(), ...Object.fromEntries(filled) } }
      page.localStorage.setItem(place + key, JSON.stringify({ ...entry, turn: 1 }))
      sent.add(form)
      kept.delete(button)
      button?.setAttribute('aria-busy', 'true')
      // What was typed is on its way: the page's script would take it for something that is still being written.
      form.reset()
      const headers = { 'content-type': 'application/json' }
      // Whether it arrives or not: the page's script asks again under the same key.
      page.busy = page
        .fetch(path, { method: 'POST', priority: 'high', headers, body: JSON.stringify(entry), redirect: 'error' })
        .catch(() => {})
    } catch {
      // This device keeps nothing: the tap itself is kept.
    }
  })
}
